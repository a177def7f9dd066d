/**
 * Makes the links of a page work on the site. Pages link to files of the repository, so that they work on GitHub too. A file
 * that is a page is linked as one, and any other on GitHub.
 */

import { existsSync, statSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import type { MarkdownEnv, MarkdownRenderer } from "vitepress";
import { root, type Page } from "./pages.ts";

export const REPOSITORY = "https://github.com/truce-events/truce";

const ON_GITHUB = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/(.*)$`);
const ELSEWHERE = /^(?:[a-z][a-z+.-]*:|\/|#)/i;

/** Resolves the links of pages. */
export interface Links {
  /**
   * Where a link of a page leads on the site.
   *
   * @param source - The file of the page, relative to the root of the repository.
   * @throws Error if the link leads to a file that does not exist.
   */
  readonly target: (source: string, link: string) => string;
}

export function linksBetween(pages: readonly Page[]): Links {
  const paths = new Map(pages.map(({ source, path }) => [source, path]));
  return {
    target(source, link) {
      const onGithub = ON_GITHUB.exec(link)?.[1];
      if (onGithub === undefined && ELSEWHERE.test(link)) return link;
      const [path = "", hash] = (onGithub ?? link).split("#");
      const file = (onGithub ?? posix.join(posix.dirname(source), path)).split("#")[0] ?? "";
      const named = decodeURI(file).replace(/\/$/, "");
      const readme = posix.join(named, "README.md");
      const page = paths.get(named) ?? paths.get(readme);
      const anchor = hash === undefined || hash === "readme" ? "" : `#${hash}`;
      if (page !== undefined) return `/${page}${anchor}`;
      if (!existsSync(join(root, named))) throw new Error(`${source}: '${link}' leads to no file`);
      const kind = statSync(join(root, named)).isDirectory() ? "tree" : "blob";
      return `${REPOSITORY}/${kind}/main/${named}${hash === undefined ? "" : `#${hash}`}`;
    },
  };
}

/** A plugin for the Markdown of VitePress. */
export function linkPlugin(pages: readonly Page[]): (md: MarkdownRenderer) => void {
  const links = linksBetween(pages);
  const sources = new Map(pages.map(({ file, source }) => [join(root, "docs", file), source]));
  return (md) => {
    md.core.ruler.push("repository-links", ({ tokens, env }) => {
      const { path, realPath } = env as MarkdownEnv & { readonly realPath?: string };
      const file = realPath ?? path;
      const source = sources.get(file);
      if (source === undefined) return;
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.attrGet("href");
        if (token.type === "link_open" && href !== null) token.attrSet("href", links.target(source, href));
        const image = token.attrGet("src");
        if (token.type === "image" && image !== null && !ELSEWHERE.test(image)) {
          token.attrSet("src", relativePath(dirname(file), join(root, dirname(source), image)));
        }
      }
    });
  };
}

function relativePath(from: string, to: string): string {
  const path = relative(from, to).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}
