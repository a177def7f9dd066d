/** From file names to the texts of a project, and of all that they import. */

import type { SourceFile } from "../source/source-text.ts";
import { followImports } from "./follow-imports.ts";
import { openRoot } from "./open-root.ts";
import type { ProjectSource } from "./project-source.ts";
import { readFiles } from "./read-files.ts";

const EXTENSION = ".conflicts";

/** Where a project is, and what of it is known already. */
export interface LoadOptions {
  /** The folder that nothing leaves: names of files are relative to it. */
  readonly root: string;
  /**
   * Files whose text is not to be read: an editor's unsaved text, or standard input. They count as asked for; `file` is
   * their path, from the root or absolute.
   */
  readonly given?: readonly SourceFile[] | undefined;
}

/** The files of a project, read: what `check` and `compile` take. */
export interface Project {
  /** The files that were asked for, by path. */
  readonly files: readonly SourceFile[];
  /** The files that are only imported. */
  readonly imports: readonly SourceFile[];
  /** Why files that are imported cannot be read, by path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Reads the `.conflicts` files of a project and all that they import. Nothing outside the root is read, not by `..` and
 * not over a symbolic link; nor is what is no ordinary file, has more than 4 MiB, or is not UTF-8.
 *
 * @param patterns - Files, folders and patterns such as `rules/*.conflicts`. Every `.conflicts` file below the root
 * where there is none, and nothing is given either. Folders named `node_modules` and `.git` are left out.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) with every file that was asked for and cannot be read. An import
 * that cannot be read is no reason: `check` complains of it at its place.
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
 * Reads a project that is not on disk, or not as it was: from a commit, say. All else is as with `loadProject`.
 *
 * @param options.root - Where the root would be on disk: absolute patterns are held against it.
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
