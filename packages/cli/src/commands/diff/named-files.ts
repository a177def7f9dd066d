import { loadProjectFrom, type ProjectSource } from "@truce/rules-dsl/node";

/**
 * Selects files by names, folders and patterns, which mean the same as in every command. The files need not exist any more.
 *
 * @throws UnreadableFilesError if a name or a pattern selects nothing.
 */
export async function namedFiles(
  patterns: readonly string[],
  files: Iterable<string>,
  root: string,
): Promise<ReadonlySet<string>> {
  const all = new Set(files);
  const below = (folder: string): readonly string[] =>
    [...all].filter((file) => folder === "." || file.startsWith(`${folder}/`));
  const source: ProjectSource = {
    kindOf: async (path) => (all.has(path) ? "file" : below(path).length > 0 ? "folder" : "missing"),
    filesBelow: async (folder) => ({ files: below(folder), unreadable: [] }),
    read: async (path) => ({ text: "", realPath: path }),
  };
  const selected = await loadProjectFrom(source, patterns, { root });
  return new Set(selected.files.map(({ file }) => file));
}
