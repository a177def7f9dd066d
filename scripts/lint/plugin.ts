/** Lint rules of this repository, which oxlint does not have. */

import { boundaries } from "./boundaries.ts";
import { noExportAll } from "./no-export-all.ts";
import { noFolderCycles } from "./no-folder-cycles.ts";

export default {
  meta: { name: "truce" },
  rules: { boundaries, "no-export-all": noExportAll, "no-folder-cycles": noFolderCycles },
};
