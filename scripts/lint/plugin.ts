/** The lint rules of this repository, for what oxlint has no rule of its own. */

import { boundaries } from "./boundaries.ts";
import { noExportAll } from "./no-export-all.ts";
import { noFolderCircles } from "./no-folder-circles.ts";

export default {
  meta: { name: "truce" },
  rules: { boundaries, "no-export-all": noExportAll, "no-folder-circles": noFolderCircles },
};
