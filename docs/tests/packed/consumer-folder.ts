/** A consumer's folder outside the repository, with the packages as npm would publish them. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { root } from "../snippets/snippet.ts";
import type { PublicPackage } from "./public-packages.ts";

const run = promisify(execFile);

/** What `npm pack --json` reports about a package. Sizes are in bytes. */
export interface Tarball {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the packages into the folder. */
export async function pack(packages: readonly PublicPackage[], folder: string): Promise<readonly Tarball[]> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const workspaces = packages.flatMap(({ folder: workspace }) => ["--workspace", workspace]);
  const { stdout } = await run("npm", [...args, ...workspaces], { cwd: root, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as readonly Tarball[];
}

/** Creates an empty folder outside the repository, so that only what is put there can be found from there. */
export async function emptyFolder(): Promise<string> {
  return await realpath(await mkdtemp(join(tmpdir(), "truce-consumer-")));
}

/** Installs the packages and the libraries that they depend on into a folder, with the consumer's programs. */
export async function install(
  packages: readonly PublicPackage[],
  tarballs: readonly Tarball[],
  folder: string,
): Promise<void> {
  for (const { name, filename } of tarballs) await unpack(join(folder, filename), name, folder);
  await link("@types/node", ".", folder);
  for (const { folder: of, dependencies, peerDependencies } of packages) {
    for (const library of Object.keys({ ...dependencies, ...peerDependencies }))
      await link(library, of, folder);
  }
  await cp(join(import.meta.dirname, "consumer"), folder, { recursive: true });
}

/** Unpacks the tarball of a package to where npm would install it. */
export async function unpack(tarball: string, name: string, folder: string): Promise<void> {
  const target = join(folder, "node_modules", name);
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}

/** Links a library, in the version that a package of this repository uses. */
export async function link(library: string, of: string, folder: string): Promise<void> {
  const own = join(root, of, "node_modules", library);
  const source = existsSync(own) ? own : join(root, "node_modules", library);
  const target = join(folder, "node_modules", library);
  // An optional peer may be missing, and packages of this repository are installed already.
  if (!existsSync(source) || existsSync(target)) return;
  await mkdir(dirname(target), { recursive: true });
  await symlink(source, target, "junction");
}
