/** A project as `npm create truce` makes it, from packages as npm would publish them. */

import { execFile } from "node:child_process";
import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../packed/consumer-folder.ts";
import { publicPackages } from "../packed/public-packages.ts";
import { installedVersion } from "./installed-version.ts";
import { startRegistry, type Registry } from "./registry.ts";

const run = promisify(execFile);

export interface CreatedProject {
  /** The project, with everything installed. */
  readonly folder: string;
  /** What `npm create` printed. */
  readonly printed: string;
  /**
   * Runs npm in a folder.
   *
   * @returns What it printed.
   *
   * @throws Error with what it printed, if it fails.
   */
  npm(folder: string, ...args: readonly string[]): Promise<string>;
  /** Copies what a container would get into another folder. */
  copy(paths: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Packs all packages, creates a project outside the repository, and installs what it needs. */
export async function createProject(name: string): Promise<CreatedProject> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "truce-created-")));
  const packages = publicPackages();
  const registry = await startRegistry(packages, await pack(packages, parent), parent);
  const env = { ...process.env, npm_config_audit: "false", npm_config_fund: "false" };
  const npm = (cwd: string, args: readonly string[], more: NodeJS.ProcessEnv) =>
    execute("npm", args, cwd, { ...env, ...more });
  // Everything else comes from the registry that is configured, or from the cache.
  const ours = { "npm_config_@truce:registry": registry.url, npm_config_prefer_offline: "true" };

  const created = { npm_config_registry: registry.url, npm_config_cache: join(parent, "cache") };
  const printed = await npm(parent, ["create", "--yes", "truce@latest", name], created);
  const folder = join(parent, name);
  // A later release can have packages for other systems that a mirror does not have, and `npm ci` would refuse the lock file.
  await npm(folder, ["pkg", "set", `overrides.vite=${installedVersion("vite")}`], {});
  await npm(folder, ["install"], ours);
  return {
    folder,
    printed,
    npm: (cwd, ...args) => npm(cwd, args, ours),
    async copy(paths) {
      const target = await mkdtemp(join(parent, "copy-"));
      for (const path of paths) await cp(join(folder, path), join(target, path), { recursive: true });
      return target;
    },
    remove: () => remove(registry, parent),
  };
}

async function execute(
  file: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  try {
    const { stdout } = await run(file, [...args], { cwd, env, maxBuffer: 2 ** 24 });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout: string; readonly stderr: string };
    throw new Error(`${file} ${args.join(" ")}:\n${stdout}${stderr}`, { cause: error });
  }
}

async function remove(registry: Registry, parent: string): Promise<void> {
  await registry.stop();
  await rm(parent, { recursive: true, force: true });
}
