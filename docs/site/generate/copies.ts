/** Copies the pages whose files are outside of `docs`, such as the README of a package: VitePress reads only one folder. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, type Page } from "../pages/pages.ts";

/** The pages that are copied. */
export function copiedPages(pages: readonly Page[]): readonly Page[] {
  return pages.filter(({ source }) => !source.startsWith("docs/"));
}

export function copyPage({ source, file }: Page): void {
  writePage(join(root, "docs", file), readFileSync(join(root, source), "utf8"));
}

/** Writes a page, if it differs: the server that shows it reloads what has changed. */
export function writePage(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (readIfThere(path) !== text) writeFileSync(path, text);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
