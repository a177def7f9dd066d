/** From what a test file calls a rule file to its path. */

import { resolveImport, type ImportTarget } from "@truce/rules-dsl";

/** Beginnings of paths that are none from a file: `/`, `c:`, `https:`. */
const NOT_RELATIVE = /^(?:\/|[a-z][a-z0-9+.-]*:)/i;

/**
 * Resolves a path against the folder of the test file, as imports are resolved; what is wrong with it is said of a path in a
 * test file.
 */
export function resolveRulePath(file: string, path: string): ImportTarget {
  if (NOT_RELATIVE.test(path))
    return { file: null, problem: "is no path of a rule file: write it from the folder of the test file" };
  return resolveImport(file, path);
}
