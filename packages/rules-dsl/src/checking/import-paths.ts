/** Resolves import paths. No import leads out of the project's root. */

/** The file that an import refers to, or why it refers to none. */
export type ImportTarget =
  | {
      /** The file's path, relative to the project's root. */
      readonly file: string;
      readonly problem: null;
    }
  | {
      readonly file: null;
      /** The end of a sentence that begins with the path: "leads out of the project". */
      readonly problem: string;
    };

/**
 * Resolves the path of an import relative to the folder of the importing file. Only the text of the path counts: a program
 * that reads files has to resolve symbolic links itself, and must not follow one out of the project.
 *
 * @param importer - The path of the importing file, relative to the project's root, with `/`.
 * @param path - The path as written, without its quotes.
 *
 * @example
 * ```ts
 * resolveImport("rules/crm.conflicts", "../shared.conflicts"); // => { file: "shared.conflicts", problem: null }
 * ```
 */
export function resolveImport(importer: string, path: string): ImportTarget {
  const problem = problemOf(path);
  if (problem !== null) return { file: null, problem };
  const folders = segmentsOf(importer).slice(0, -1);
  for (const segment of segmentsOf(path)) {
    if (segment !== "..") folders.push(segment);
    else if (folders.length === 0 || folders.pop() === "..")
      return { file: null, problem: "leads out of the project" };
  }
  return { file: rootOf(importer) + folders.join("/"), problem: null };
}

/** A path without empty and `.` segments, so that one file has one path. */
export function normalPath(file: string): string {
  return rootOf(file) + segmentsOf(file).join("/");
}

/** If the caller uses absolute paths for files, the results are absolute too. */
function rootOf(file: string): string {
  return file.startsWith("/") ? "/" : "";
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && segment !== ".");
}

function problemOf(path: string): string | null {
  if (path === "") return "is empty";
  if (path.includes("\\")) return "has a backslash: folders are separated by /";
  if (path.startsWith("/")) return "is absolute: an import is relative to its file";
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return "is a URL or has a drive: an import is relative to its file";
  if (/\p{Cc}/u.test(path) || !path.isWellFormed()) return "has a character that is not allowed in a path";
  if (/(?:^|\/)\.{0,2}$/.test(path)) return "is a folder";
  return null;
}
