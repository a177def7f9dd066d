/** Lets the modules of a folder import `@truce/core`. */

import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectFolder } from "@truce/test-support";

const CORE = join(import.meta.dirname, "../../core");

/** Installs `@truce/core` in a folder, as a link to its sources. */
export async function withCore<Folder extends ProjectFolder>(folder: Folder): Promise<Folder> {
  await mkdir(folder.at("node_modules/@truce"), { recursive: true });
  await symlink(CORE, folder.at("node_modules/@truce/core"), "junction");
  return folder;
}

/** A module that exports rules. @param rules - The object with the rules, as its source text. */
export function moduleWith(rules: string, name = "export const rules: unknown ="): string {
  return `import { defineConflictRules } from "@truce/core";\n${name} defineConflictRules({ rules: ${rules} });\n`;
}
