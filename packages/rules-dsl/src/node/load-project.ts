import type { SourceFile } from "../source/source-text.ts";
import { followImports } from "./follow-imports.ts";
import { openRoot } from "./open-root.ts";
import type { ProjectSource } from "./project-source.ts";
import { readFiles } from "./read-files.ts";

const EXTENSION = ".conflicts";

/** Options of `loadProject`. */
export interface LoadOptions {
  /** The root folder. File names are relative to it, and no file outside it is read. */
  readonly root: string;
  /**
   * Texts to use instead of files on disk: an editor's unsaved text, or standard input. They belong to the project; `file`
   * is a path, absolute or relative to the root.
   */
  readonly given?: readonly SourceFile[] | undefined;
}

/** The texts of a project, as `check` and `compile` take them. */
export interface Project {
  /** The requested files, sorted by path. */
  readonly files: readonly SourceFile[];
  /** The files that are only imported. */
  readonly imports: readonly SourceFile[];
  /** Why imported files cannot be read, by path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Reads the `.conflicts` files of a project and all files that they import. No file outside the root is read, neither through
 * `..` nor through a symbolic link. Every file must be an ordinary file of at most 4 MiB in UTF-8.
 *
 * @param patterns - Files, folders and patterns such as `rules/*.conflicts`. If there are none, and no given texts, every
 * `.conflicts` file below the root. Folders named `node_modules` and `.git` are skipped.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) with every requested file that cannot be read. For an import that
 * cannot be read, it does not throw: `check` reports the import.
 *
 * @example
 * ```ts
 * const { files, ...others } = await loadProject(["rules"], { root: "." });
 * const { rules, diagnostics } = compile(files, others);
 * ```
 */
export async function loadProject(patterns: readonly string[], options: LoadOptions): Promise<Project> {
  const { root, source, fromRoot } = await openRoot(options.root);
  const given = options.given?.map(({ file, text }) => ({ file: fromRoot(file), text }));
  return await loadProjectFrom(source, patterns.map(fromRoot), { ...options, root, given });
}

/**
 * Reads a project from another source than the disk, for example from a commit. Otherwise the same as `loadProject`.
 *
 * @param options.root - The path of the root, which absolute patterns are resolved against.
 */
export async function loadProjectFrom(
  source: ProjectSource,
  patterns: readonly string[],
  { root, given = [] }: LoadOptions,
): Promise<Project> {
  const files = await readFiles(source, patterns, { root, given, ending: EXTENSION });
  return {
    files: files.map(({ file, text }) => ({ file, text })),
    ...(await followImports(source, files)),
  };
}
