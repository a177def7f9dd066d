/** The files of a new project: the template, with the name of the project and the versions of this release. */

import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Text by path. Paths are relative to the project and have `/`. */
export type ProjectFiles = ReadonlyMap<string, string>;

const TEMPLATE = join(import.meta.dirname, "../template");
/** What the package is called in the template. */
const TEMPLATE_NAME = "my-app";
/** npm leaves `.gitignore` out of packages, so the template has it under another name. */
const RENAMED: ReadonlyMap<string, string> = new Map([["gitignore", ".gitignore"]]);

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** @param project.version - Of the packages of Truce. */
export async function projectFiles(project: { name: string; version: string }): Promise<ProjectFiles> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, string]> => {
      const path = relative(TEMPLATE, join(entry.parentPath, entry.name)).replaceAll(sep, "/");
      return [RENAMED.get(path) ?? path, await readFile(join(TEMPLATE, path), "utf8")];
    });
  const texts = new Map(await Promise.all(files));
  for (const [path, fill] of [
    ["package.json", manifestOf],
    ["README.md", readmeOf],
  ] as const) {
    texts.set(path, fill(texts.get(path) ?? "", project));
  }
  return texts;
}

function manifestOf(text: string, { name, version }: { name: string; version: string }): string {
  const manifest = JSON.parse(text) as Manifest;
  const withVersions = (dependencies: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(dependencies).map(([library, range]) => [
        library,
        library.startsWith("@truce/") ? `^${version}` : range,
      ]),
    );
  const filled = {
    ...manifest,
    name,
    dependencies: withVersions(manifest.dependencies),
    devDependencies: withVersions(manifest.devDependencies),
  };
  return `${JSON.stringify(filled, undefined, 2)}\n`;
}

function readmeOf(text: string, { name }: { name: string }): string {
  return text.replace(`# ${TEMPLATE_NAME}`, `# ${name}`);
}
