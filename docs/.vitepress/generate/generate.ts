/** Writes the pages that are made from other files: copies, and the reference of the API. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { allPages, GENERATED, root } from "../site/pages.ts";
import { copiedPages, copyPage } from "./copies.ts";

export function generatePages(): void {
  rmSync(join(root, GENERATED), { recursive: true, force: true });
  for (const page of copiedPages(allPages())) copyPage(page);
}
