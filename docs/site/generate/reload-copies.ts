/** Copies a page again when its source changes, so that the server of `npm run docs` shows the change. */

import { join } from "node:path";
import type { Plugin } from "vitepress";
import { root, type Page } from "../pages/pages.ts";
import { copiedPages, copyPage } from "./copies.ts";

/** A program that saves a file empties it first, and writes it a moment later. */
const WRITTEN_MS = 200;

export function reloadCopies(pages: readonly Page[]): Plugin {
  const copied = new Map(copiedPages(pages).map((page) => [join(root, page.source), page]));
  return {
    name: "truce:reload-copies",
    configureServer({ watcher }) {
      watcher.add([...copied.keys()]);
      watcher.on("change", (path) => {
        const page = copied.get(path);
        if (page !== undefined) setTimeout(() => copyPage(page), WRITTEN_MS);
      });
    },
  };
}
