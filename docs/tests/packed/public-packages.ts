/** The packages that are published. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../snippets/snippet.ts";

/** The parts of a `package.json` that are used here. */
export interface PublicPackage {
  /** Folder, relative to the root of the repository. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * All public packages that have sources.
 *
 * @throws Error if one of them is not built.
 */
export function publicPackages(): readonly PublicPackage[] {
  const packages = globSync("packages/*/package.json", { cwd: root }).toSorted().map(readPackage);
  return packages.filter(({ folder, isPrivate }) => {
    // The command is not imported, so it has no index.
    const entry = ["index", "bin"].find((name) => existsSync(join(root, folder, `src/${name}.ts`)));
    if (isPrivate || entry === undefined) return false;
    if (existsSync(join(root, folder, `dist/${entry}.js`))) return true;
    throw new Error(`${folder} is not built: run 'npm run build' first ('npm run test:slow' does)`);
  });
}

function readPackage(path: string): PublicPackage & { readonly isPrivate: boolean } {
  const manifest = JSON.parse(readFileSync(join(root, path), "utf8")) as PublicPackage & {
    readonly private?: boolean;
  };
  return { ...manifest, folder: dirname(path).replaceAll("\\", "/"), isPrivate: manifest.private === true };
}
