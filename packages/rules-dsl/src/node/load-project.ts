/** From file names to the texts of a project. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";
import type { SourceFile } from "../source-text.ts";

/** Where a project is. */
export interface LoadOptions {
  /** The folder that nothing leaves: file names are relative to it. */
  readonly root: string;
}

/** The files of a project, read. */
export interface Project {
  /** The files that were asked for. */
  readonly files: readonly SourceFile[];
}

/** Reads the files of a project. */
export async function loadProject(patterns: readonly string[], { root }: LoadOptions): Promise<Project> {
  const names = await glob(patterns.length === 0 ? ["**/*.conflicts"] : [...patterns], {
    cwd: root,
    ignore: ["**/node_modules/**", "**/.git/**"],
  });
  const files = await Promise.all(
    names.toSorted().map(async (file) => ({ file, text: await readFile(join(root, file), "utf8") })),
  );
  return { files };
}
