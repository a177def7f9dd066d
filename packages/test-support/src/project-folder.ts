/** A real folder with files, for one test file. */

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface ProjectFolder {
  /** Absolute and real. */
  readonly root: string;
  /** The absolute path of what is there, or could be. */
  at(path: string): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  remove(): Promise<void>;
}

/** A new folder with these files; folders on the way are made. */
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
