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

/** Other people's documents, and those that are tested in another way. */
const OTHERS = [
  "**/node_modules/**",
  // The build of the site writes them.
  "docs/generated/**",
  // Its pages hold one program together, which `tutorial.slow.test.ts` builds.
  "docs/tutorial/**",
];

/** The fenced blocks of all documents except the tutorial. */
export function blocksOfDocuments(): readonly Snippet[] {
  const files = globSync(DOCUMENTS, { cwd: root, exclude: OTHERS }).map((path) => path.replaceAll("\\", "/"));
  return files.toSorted().flatMap((file) => fencedBlocks(file, readFileSync(join(root, file), "utf8")));
}
