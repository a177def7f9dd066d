/** The other event stores. They have a package.json of their own, because only this benchmark needs them. */

import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/** Installs them, unless that has been done since the lock file changed. */
export async function installPeers(): Promise<void> {
  const folder = import.meta.dirname;
  const installed = await modifiedAt(join(folder, "node_modules/.package-lock.json"));
  if (installed > (await modifiedAt(join(folder, "package-lock.json")))) return;
  console.error("installing the event stores to compare with in benchmarks/peers");
  // The prefix is given, because inside `npm run` another one may be set.
  const args = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
  await promisify(execFile)("npm", args, { cwd: folder });
}

/** In milliseconds, or 0 if there is no such file. */
async function modifiedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

/**
 * Imports an installed package. The type is a description by the caller: the packages are not installed when types are
 * checked.
 */
export async function importPeer<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}
