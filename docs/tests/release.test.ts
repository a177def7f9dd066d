/** The changesets of this repository can be released: all packages get one version, and depend on each other in that version. */

import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { projectFolder } from "@truce/test-support";
import { expect, it, onTestFinished } from "vitest";
import { root } from "./snippets/snippet.ts";

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;

it("changeset version gives all packages, the extension too, one version", async () => {
  const { workspaces = [] } = await readManifest(root);
  const folders = globSync(
    workspaces.map((pattern) => `${pattern}/package.json`),
    { cwd: root },
  ).map(dirname);
  // Right after a release there is no changeset, so the copy has one more.
  const copy = await projectFolder({
    ".changeset/one-more.md": '---\n"@truce/core": minor\n"truce-conflicts": minor\n---\n\nA change.\n',
  });
  onTestFinished(() => copy.remove());
  await cp(join(root, ".changeset"), copy.at(".changeset"), { recursive: true });
  for (const file of [
    "package.json",
    "package-lock.json",
    ...folders.map((folder) => `${folder}/package.json`),
  ]) {
    await mkdir(dirname(copy.at(file)), { recursive: true });
    await cp(join(root, file), copy.at(file));
  }
  await symlink(join(root, "node_modules"), copy.at("node_modules"), "junction");

  const command = join(root, "node_modules/@changesets/cli/bin.js");
  await promisify(execFile)(process.execPath, [command, "version"], { cwd: copy.root });

  const before = (await readManifest(join(root, "packages/core"))).version;
  const { version } = await readManifest(copy.at("packages/core"));
  expect(version).not.toBe(before);
  const manifests = await Promise.all(folders.map((folder) => readManifest(copy.at(folder))));
  const own = new Set(manifests.map(({ name }) => name));
  for (const manifest of manifests) {
    // The site has no version.
    expect([version, undefined], manifest.name).toContain(manifest.version);
    for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      if (own.has(name)) expect(range, `${manifest.name} on ${name}`).toBe(version);
  }
});
