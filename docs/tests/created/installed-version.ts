/** The versions of libraries in this repository. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../snippets/snippet.ts";

export function installedVersion(library: string): string {
  const manifest = readFileSync(join(root, "node_modules", library, "package.json"), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
