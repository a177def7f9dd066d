/** Writes the pages that are made from other files: copies, and the reference of the API. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { allPages, GENERATED, root } from "../pages/pages.ts";
import { apiPages } from "./api/api-pages.ts";
import { copiedPages, copyPage, writePage } from "./copies.ts";

/** @throws Error if a package is not built. */
export async function generatePages(): Promise<void> {
  rmSync(join(root, GENERATED), { recursive: true, force: true });
  for (const page of copiedPages(allPages())) copyPage(page);
  for (const { path, text } of await apiPages())
    writePage(join(root, GENERATED, "reference/api", path), text);
}
