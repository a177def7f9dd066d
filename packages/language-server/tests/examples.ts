/** The rule files of the repository's examples. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../examples");

/** Files by example. */
export const EXAMPLES: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] =
  readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [];
    const names = readdirSync(join(FOLDER, entry.name)).filter((name) =>
      /\.conflicts(\.test\.yaml)?$/.test(name),
    );
    return [
      [
        entry.name,
        Object.fromEntries(names.map((name) => [name, readFileSync(join(FOLDER, entry.name, name), "utf8")])),
      ],
    ];
  });
