/** Import paths: where they lead, by their text alone. Nothing leads out of the project's root. */

/** Where an import leads: to a file of the project, or nowhere. */
export type ImportTarget =
  | {
      /** Its path from the project's root. */
      readonly file: string;
      readonly problem: null;
    }
  | {
      readonly file: null;
      /** Why, as the rest of a sentence that begins with the path: "leads out of the project". */
      readonly problem: string;
    };

/**
 * Resolves the path of an import against the folder of the file that it stands in: `./`, `../`, or bare for the same folder.
 * Pure text: a program that reads files resolves links for itself, and must not follow one out of the project either.
 *
 * @param importer - The file with the import, as a path from the project's root with `/`.
 * @param path - As it was written, without its quotes.
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

/** A path without what makes two paths of one file differ. */
export function normalPath(file: string): string {
  return rootOf(file) + segmentsOf(file).join("/");
}

/** Whoever calls files by absolute paths gets absolute paths. */
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
  if (/\p{Cc}/u.test(path) || !path.isWellFormed()) return "has a character that no path can hold";
  if (/(?:^|\/)\.{0,2}$/.test(path)) return "is a folder";
  return null;
}
