/** Lint rules of this repository, which oxlint does not have. */

import { boundaries } from "./boundaries.ts";
import { noExportAll } from "./no-export-all.ts";
import { noFolderCircles } from "./no-folder-circles.ts";

export default {
  meta: { name: "truce" },
  rules: { boundaries, "no-export-all": noExportAll, "no-folder-circles": noFolderCircles },
};
