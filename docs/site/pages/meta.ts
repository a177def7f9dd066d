/** What search engines and messengers show of a page. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HeadConfig } from "vitepress";
import { root } from "./pages.ts";

/** The first paragraph of a document as plain text; empty if it begins with something else. */
export function firstParagraph(source: string): string {
  const text = readFileSync(join(root, source), "utf8");
  const paragraph = /^# .+\n+(?<text>(?![#|<>!-]).+(?:\n.+)*)/m.exec(text)?.groups?.["text"] ?? "";
  return paragraph
    .replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*_]/g, "")
    .replaceAll(/\s+/g, " ");
}

export function socialMeta(page: {
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** Where the site is published, if that is known. */
  readonly url: string | undefined;
}): HeadConfig[] {
  const meta: HeadConfig[] = [
    ["meta", { property: "og:title", content: page.title }],
    ["meta", { property: "og:description", content: page.description }],
    ["meta", { name: "twitter:card", content: "summary_large_image" }],
  ];
  if (page.url === undefined) return meta;
  const path = page.path.replace(/(^|\/)index\.md$|\.md$/, "$1");
  return [
    ...meta,
    ["meta", { property: "og:url", content: new URL(path, page.url).href }],
    ["meta", { property: "og:image", content: new URL("social.png", page.url).href }],
  ];
}
