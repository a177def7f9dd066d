/** In which folder `truce matrix` shows the rules that a file belongs to. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the file if a `truce.json` of the workspace is there or above: the command then finds the project of that
 * folder. Otherwise the folder of the workspace, because all rule files in it are one project.
 */
export function matrixFolder(file: string, workspaceFolder: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "truce.json"))) return dirname(file);
    if (folder === workspaceFolder || folder === dirname(folder)) return workspaceFolder;
  }
}
