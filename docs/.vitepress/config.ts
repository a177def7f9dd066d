/** The site: VitePress, with the pages of `site/sections.ts`. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type HeadConfig, type MarkdownOptions } from "vitepress";
import { generatePages } from "./generate/generate.ts";
import { reloadCopies } from "./generate/reload-copies.ts";
import { linkPlugin, REPOSITORY } from "./site/links.ts";
import { allPages, root } from "./site/pages.ts";
import { searchOptions } from "./site/search.ts";
import { navigation, sidebars } from "./site/sidebar.ts";
import { slug } from "./site/slug.ts";

/** Where the site is published, such as `https://truce-events.github.io/truce/`. Unknown: no sitemap. */
const url = process.env["TRUCE_SITE_URL"];
const base = url === undefined ? "/" : new URL(url).pathname.replace(/\/?$/, "/");
const DESCRIPTION = "An event store for TypeScript that knows which events really conflict.";

await generatePages();
const pages = allPages();
const sourceOf = new Map(pages.map(({ file, source }) => [file, source]));

export default defineConfig({
  title: "Truce",
  description: DESCRIPTION,
  lang: "en",
  base,
  cleanUrls: true,
  srcExclude: ["README.md", "tests/**"],
  rewrites: Object.fromEntries(
    pages.map(({ file, path }) => [
      file,
      path === "" || path.endsWith("/") ? `${path}index.md` : `${path}.md`,
    ]),
  ),
  ...(url !== undefined && { sitemap: { hostname: url } }),
  head: head(),
  markdown: {
    anchor: { slugify: slug },
    theme: { light: "github-light-high-contrast", dark: "github-dark" },
    languages: [conflictsGrammar()],
    config: (md) => void md.use(linkPlugin(pages)),
  },
  transformPageData: ({ filePath }) => {
    const source = sourceOf.get(filePath);
    return source === undefined ? {} : { filePath: source };
  },
  vite: {
    plugins: [reloadCopies(pages)],
    server: { fs: { allow: [root] } },
  },
  themeConfig: {
    logo: { src: "/logo.svg", alt: "" },
    nav: navigation(existsSync(join(root, "docs/playground.md"))),
    sidebar: sidebars(),
    outline: [2, 3],
    search: { provider: "local", options: searchOptions },
    socialLinks: [{ icon: "github", link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: "Edit this page on GitHub" },
    externalLinkIcon: true,
  },
});

function head(): HeadConfig[] {
  return [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${base}favicon.svg` }],
    ["meta", { name: "theme-color", content: "#0f766e" }],
    ["meta", { property: "og:type", content: "website" }],
    ["meta", { property: "og:site_name", content: "Truce" }],
  ];
}

/** The grammar of the editors, so that rules have the same colours on the site. */
function conflictsGrammar(): NonNullable<MarkdownOptions["languages"]>[number] {
  const file = join(root, "editors/vscode/syntaxes/conflicts.tmLanguage.json");
  return { ...(JSON.parse(readFileSync(file, "utf8")) as LanguageRegistration), name: "conflicts" };
}
