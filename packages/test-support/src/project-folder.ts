/** A real folder with files for one test file. */

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface ProjectFolder {
  /** The absolute path, without symbolic links. */
  readonly root: string;
  /** The absolute path of a file or folder, whether it exists or not. */
  at(path: string): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  remove(): Promise<void>;
}

/** Creates a new folder with these files, and the folders between them. */
export async function projectFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<ProjectFolder> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "truce-project-")));
  const at = (path: string): string => join(root, path);
  const write = async (more: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    for (const [path, content] of Object.entries(more)) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), content);
    }
  };
  await write(files);
  return { root, at, write, remove: () => rm(root, { recursive: true, force: true }) };
}
