import { resolveImport } from "../checking/import-paths.ts";
import { parse } from "../syntax/parse.ts";
import type { SourceFile } from "../source/source-text.ts";
import type { LoadedFile } from "./loaded-file.ts";
import type { ProjectSource } from "./project-source.ts";

/** The files that a project imports. */
export interface Imports {
  /** The files that are only imported, in the order of their first import. */
  readonly imports: readonly SourceFile[];
  /** Why imported files cannot be read, by path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/** Reads every other file that the files of a project import, directly or indirectly. */
export async function followImports(source: ProjectSource, files: readonly LoadedFile[]): Promise<Imports> {
  const imports: SourceFile[] = [];
  const unreadable = new Map<string, string>();
  const seen = new Set(files.map(({ file }) => file));
  const byRealPath = new Map(files.map(({ realPath, file }) => [realPath, file]));

  const queue: SourceFile[] = [...files];
  // The queue grows during the loop.
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
      // A file that is loaded under two names would define everything twice.
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

/** The paths that a file imports inside the project. The checker reports the others. */
function importedPaths({ file, text }: SourceFile): readonly string[] {
  // Fast path: most files import nothing, so they need not be parsed here.
  if (!text.includes("import")) return [];
  return parse(text, { file }).tree.statements.flatMap((statement) => {
    return statement.kind === "import" ? (resolveImport(file, statement.path.text).file ?? []) : [];
  });
}
