/** The site: VitePress, with the pages of `site/sections.ts`. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type HeadConfig, type MarkdownOptions } from "vitepress";
import { generatePages } from "./generate/generate.ts";
import { reloadCopies } from "./generate/reload-copies.ts";
import { deadAnchors } from "./pages/dead-anchors.ts";
import { linkPlugin, REPOSITORY } from "./pages/links.ts";
import { firstParagraph, socialMeta } from "./pages/meta.ts";
import { allPages, root } from "./pages/pages.ts";
import { searchOptions } from "./pages/search.ts";
import { navigation, sidebars } from "./pages/sidebar.ts";
import { slug } from "./pages/slug.ts";
import { markWrongRules } from "./pages/wrong-rules.ts";

/** Where the site is published, such as `https://truce-events.github.io/truce/`. Unknown: no sitemap. */
const url = process.env["TRUCE_SITE_URL"];
const base = url === undefined ? "/" : new URL(url).pathname.replace(/\/?$/, "/");
const DESCRIPTION = "An event store for TypeScript that knows which events really conflict.";

await generatePages();
const pages = allPages();
const sourceOf = new Map(pages.map(({ file, source }) => [file, source]));

export const config = defineConfig({
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
  // Links to the server that a reader of the tutorial has started.
  ignoreDeadLinks: "localhostLinks",
  head: head(),
  markdown: {
    anchor: { slugify: slug },
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    languages: [conflictsGrammar()],
    config: (md) => void md.use(linkPlugin(pages)).use(markWrongRules),
  },
  transformPageData: ({ filePath, description }) => {
    const source = sourceOf.get(filePath);
    if (source === undefined) return {};
    return { filePath: source, description: description || firstParagraph(source) };
  },
  transformHead: ({ pageData, title, description }) =>
    socialMeta({ path: pageData.relativePath, title, description, url }),
  buildEnd({ outDir }) {
    const dead = deadAnchors(outDir, base);
    if (dead.length > 0) throw new Error(`${dead.length} dead links:\n${dead.join("\n")}`);
  },
  vite: {
    plugins: [reloadCopies(pages)],
    // The esbuild of VitePress does not know the target of the packages, es2024.
    esbuild: { tsconfigRaw: { compilerOptions: { target: "es2022" } } },
    // The index of the search is large, and only a reader who searches loads it.
    build: { chunkSizeWarningLimit: 2000 },
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

type Grammar = NonNullable<MarkdownOptions["languages"]>[number];

/** The grammar of the editors, so that rules have the same colours on the site. */
function conflictsGrammar(): Grammar {
  const file = join(root, "editors/vscode/syntaxes/conflicts.tmLanguage.json");
  return Object.assign(JSON.parse(readFileSync(file, "utf8")) as Grammar, { name: "conflicts" });
}
