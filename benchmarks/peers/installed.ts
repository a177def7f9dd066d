/** The other event stores. They have a package.json of their own, because only this benchmark needs them. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** Installs them, unless they are installed as the lock file says. */
export async function installPeers(): Promise<void> {
  const folder = import.meta.dirname;
  if (existsSync(join(folder, "node_modules/.package-lock.json"))) return;
  console.error("installing the event stores to compare with, in benchmarks/peers");
  await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
}

/**
 * Imports an installed package. The type is a description by the caller: the packages are not installed when types are
 * checked.
 */
export async function importPeer<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}
