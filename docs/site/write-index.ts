/** Writes `docs/README.md`, the index for readers on GitHub: `npm run docs:index`. A test compares it with the sections. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { indexText } from "./pages/index-text.ts";
import { root } from "./pages/pages.ts";

writeFileSync(join(root, "docs/README.md"), await indexText());
