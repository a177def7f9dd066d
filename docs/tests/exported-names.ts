/** The entries of the packages, and the names that each exports. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "vite";
import { root } from "./snippets/snippet.ts";

/** An entry of a package. */
export interface Entry {
  /** Folder of the package, relative to the root of the repository. */
  readonly folder: string;
  /** What users write in an import, such as `@truce/core/rules`. */
  readonly specifier: string;
  readonly names: ReadonlySet<string>;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** All entries whose sources exist, in the order of packages. */
export function packageEntries(): readonly Entry[] {
  return globSync("packages/*/package.json", { cwd: root })
    .toSorted()
    .flatMap((path) => {
      const folder = dirname(path).replaceAll("\\", "/");
      const { name, exports } = JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest;
      return Object.entries(exports).flatMap(([subpath, target]) => {
        const source = typeof target === "string" ? undefined : target["@truce/source"];
        if (source === undefined || !existsSync(join(root, folder, source))) return [];
        return [{ folder, specifier: name + subpath.slice(1), names: exportedNames(join(folder, source)) }];
      });
    });
}

/** The names that a source file exports, types included. */
export function exportedNames(file: string): ReadonlySet<string> {
  const { staticExports } = parseSync(file, readFileSync(join(root, file), "utf8")).module;
  return new Set(
    staticExports.flatMap(({ entries }) => entries.flatMap(({ exportName }) => exportName.name ?? [])),
  );
}
