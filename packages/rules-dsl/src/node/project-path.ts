/** From what a user calls a file to its path in the project. */

import { isAbsolute, relative, resolve, sep } from "node:path";

/** The path from the root, with `/` between its parts; null where it leads outside. The root itself is `.`. */
export function projectPath(root: string, path: string): string | null {
  const fromRoot = relative(root, resolve(root, path));
  if (fromRoot === "") return ".";
  const [first] = fromRoot.split(sep);
  if (first === ".." || isAbsolute(fromRoot)) return null;
  return fromRoot.split(sep).join("/");
}

/** What is said of a path that leads there. */
export const OUTSIDE = "is outside the root of the project";
