/** Does what `npm install` does for the reader, without a registry: packed packages, and the libraries of this repository. */

import { globSync, readFileSync } from "node:fs";
import { chmod, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { link, unpack } from "../packed/consumer-folder.ts";
import type { PublicPackage } from "../packed/public-packages.ts";

/** The packages as npm would publish them, and the folder that has their tarballs. */
export interface Packed {
  readonly folder: string;
  readonly packages: readonly PublicPackage[];
}

/** Installs these packages, the packages that they need, and nothing else. */
export async function npmInstall(names: readonly string[], into: string, packed: Packed): Promise<void> {
  const wanted = new Set(names);
  // A set yields what is added to it while it is iterated.
  for (const name of wanted) {
    const own = packed.packages.find((one) => one.name === name);
    if (own === undefined) {
      await link(name, ".", into);
      continue;
    }
    await unpack(tarballOf(name, packed), name, into);
    await Promise.all(commandsOf(name, into).map(([, path]) => chmod(path, 0o755)));
    for (const dependency of Object.keys(own.dependencies ?? {})) {
      if (packed.packages.some((one) => one.name === dependency)) wanted.add(dependency);
      else await link(dependency, own.folder, into);
    }
  }
  for (const name of wanted) await linkCommands(name, into);
}

function tarballOf(name: string, { folder }: Packed): string {
  const [tarball] = globSync(`${name.replace("@", "").replace("/", "-")}-[0-9]*.tgz`, { cwd: folder });
  if (tarball === undefined) throw new Error(`docs/tutorial/packed-packages.md does not pack ${name}`);
  return join(folder, tarball);
}

/** Puts the commands of a package where `npx` finds them. */
async function linkCommands(name: string, into: string): Promise<void> {
  const folder = join(into, "node_modules/.bin");
  await mkdir(folder, { recursive: true });
  for (const [command, path] of commandsOf(name, into)) await symlink(path, join(folder, command));
}

/** The commands of a package, each with the path of its program. */
function commandsOf(name: string, into: string): readonly (readonly [string, string])[] {
  const folder = join(into, "node_modules", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly bin?: Readonly<Record<string, string>>;
  };
  return Object.entries(manifest.bin ?? {}).map(([command, path]) => [command, join(folder, path)]);
}
