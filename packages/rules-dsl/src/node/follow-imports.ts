/** Reads what files import, and what that imports, and so on; circles end. */

import { resolveImport } from "../checking/import-paths.ts";
import { parse } from "../syntax/parse.ts";
import type { SourceFile } from "../source/source-text.ts";
import type { LoadedFile } from "./loaded-file.ts";
import type { ProjectSource } from "./project-source.ts";

/** What the files of a project import. */
export interface Imports {
  /** Files that are only imported, in the order in which they were met. */
  readonly imports: readonly SourceFile[];
  /** Why files that are imported cannot be read, by path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** Reads every file that the files of a project import and that is none of them. */
export async function followImports(source: ProjectSource, files: readonly LoadedFile[]): Promise<Imports> {
  const imports: SourceFile[] = [];
  const unreadable = new Map<string, string>();
  const seen = new Set(files.map(({ file }) => file));
  const byRealPath = new Map(files.map(({ realPath, file }) => [realPath, file]));

  const queue: SourceFile[] = [...files];
  // Grows while it is walked.
  for (const importing of queue) {
    for (const path of importedPaths(importing)) {
      if (seen.has(path)) continue;
      seen.add(path);
      const result = await source.read(path);
      if ("unreadable" in result) {
        unreadable.set(path, result.unreadable);
        continue;
      }
      const known = byRealPath.get(result.realPath);
      // Read twice, everything in it would be there twice.
      if (known !== undefined) {
        unreadable.set(path, `is the same file as '${known}': import it by that name`);
        continue;
      }
      byRealPath.set(result.realPath, path);
      const file = { file: path, text: result.text };
      imports.push(file);
      queue.push(file);
    }
  }
  return { imports, unreadable };
}

/** Where the imports of a file lead, as far as that is inside the project; the checker complains of the others. */
function importedPaths({ file, text }: SourceFile): readonly string[] {
  // Most files import nothing, and need not be parsed for that.
  if (!text.includes("import")) return [];
  return parse(text, { file }).tree.statements.flatMap((statement) => {
    return statement.kind === "import" ? (resolveImport(file, statement.path.text).file ?? []) : [];
  });
}
