/** Rule files as people write them, from the examples and the documentation. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const DOCUMENTS = ["README.md", "docs/**/*.md", "packages/rules-dsl/**/*.md"];
const isOurs = (path: string): boolean => !path.includes("node_modules");

/** Their texts, in the same order on every machine. */
export function realFiles(): readonly string[] {
  const files = globSync("examples/**/*.conflicts", { cwd: root }).filter(isOurs).toSorted();
  const documents = globSync(DOCUMENTS, { cwd: root }).filter(isOurs).toSorted();
  return [
    ...files.map(read),
    ...documents.flatMap((path) =>
      Array.from(read(path).matchAll(/^```conflicts.*\n([^]*?)^```$/gm), ([, block]) => block ?? ""),
    ),
  ];
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}
