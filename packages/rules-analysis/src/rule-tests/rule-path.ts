import { resolveImport, type ImportTarget } from "@truce/rules-dsl";

/** An absolute path or a URL begins like this: `/`, `c:`, `https:`. */
const NOT_RELATIVE = /^(?:\/|[a-z][a-z0-9+.-]*:)/i;

/** Resolves the path of a rule file in a test file, from the folder of the test file, as imports are resolved. */
export function resolveRulePath(file: string, path: string): ImportTarget {
  if (NOT_RELATIVE.test(path))
    return {
      file: null,
      problem: "is not the path of a rule file: write it from the folder of the test file",
    };
  return resolveImport(file, path);
}
