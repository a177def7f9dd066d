/** Finds the documents of this repository. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fencedBlocks } from "./snippets/fenced-blocks.ts";
import { root, type Snippet } from "./snippets/snippet.ts";

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "docs/**/*.md",
  "packages/*/README.md",
  "examples/*/README.md",
];

/** Folders of other people's documents, and of pages that the build of the site writes. */
const WITHOUT = ["docs/node_modules/**", "docs/generated/**"];

/** The fenced blocks of all documents. */
export function blocksOfDocuments(): readonly Snippet[] {
  const files = globSync(DOCUMENTS, { cwd: root, exclude: WITHOUT }).map((path) =>
    path.replaceAll("\\", "/"),
  );
  return files.toSorted().flatMap((file) => fencedBlocks(file, readFileSync(join(root, file), "utf8")));
}
