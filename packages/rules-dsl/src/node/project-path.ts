import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path relative to the root, with `/`; null if it leads outside. The root itself is `.`. */
export function projectPath(root: string, path: string): string | null {
  const fromRoot = relative(root, resolve(root, path));
  if (fromRoot === "") return ".";
  const [first] = fromRoot.split(sep);
  if (first === ".." || isAbsolute(fromRoot)) return null;
  return fromRoot.split(sep).join("/");
}

/** The reason for a path outside the root, as the end of a sentence. */
export const OUTSIDE = "is outside the root of the project";
