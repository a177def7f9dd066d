/** No page is forgotten, and no list of pages is out of date. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { indexText } from "../../site/pages/index-text.ts";
import { linksBetween } from "../../site/pages/links.ts";
import { allPages, GENERATED, root } from "../../site/pages/pages.ts";
import { NOT_PAGES, sections } from "../../site/pages/sections.ts";
import { slug } from "../../site/pages/slug.ts";

const pages = allPages();

describe("sections", () => {
  it("have every document", () => {
    const documents = globSync(
      ["docs/**/*.md", "packages/*/README.md", "packages/rules-dsl/diagnostics/*.md", "examples/*/README.md"],
      { cwd: root, exclude: ["docs/node_modules/**", "docs/tests/**", `${GENERATED}**`] },
    ).map((file) => file.replaceAll("\\", "/"));
    const sources = new Set([...NOT_PAGES, ...pages.map(({ source }) => source)]);
    expect(documents.length).toBeGreaterThan(50);
    expect(documents.filter((document) => !sources.has(document))).toEqual([]);
  });

  it("name only files that exist", () => {
    const files = sections
      .flatMap(({ groups }) => groups.flatMap((group) => group.files))
      .filter((file) => !/[*[]/.test(file) && !file.startsWith(GENERATED));
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it("give each page a path of its own", () => {
    const paths = pages.map(({ path }) => path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
  });
});

describe("the index for readers on GitHub", () => {
  it("has the pages of the sections: 'npm run docs:index' writes it", async () => {
    expect(readFileSync(join(root, "docs/README.md"), "utf8")).toBe(await indexText());
  });
});

describe("links", () => {
  const { target } = linksBetween(pages);

  it.each([
    ["docs/performance.md", "postgresql.md#appends", "/guides/postgresql#appends"],
    ["docs/reading.md", "command-handler.md", "/guides/command-handler"],
    ["docs/web-apis.md", "../examples/rooms/README.md", "/tutorial/examples/rooms"],
    ["docs/decisions/README.md", "0001-version-base.md", "/explanation/decisions/0001-version-base"],
    ["packages/rules-dsl/README.md", "diagnostics/CF1012.md", "/reference/diagnostics/CF1012"],
    [
      "packages/core/README.md",
      "https://github.com/truce-events/truce/tree/main/packages/cli#readme",
      "/reference/commands",
    ],
    ["docs/README.md", "decisions/README.md", "/explanation/decisions/"],
  ])("from %s to %s is a page", (source, link, path) => {
    expect(target(source, link)).toBe(path);
  });

  it.each([
    ["examples/crm/README.md", "checks.ts", "blob/main/examples/crm/checks.ts"],
    ["examples/crm/README.md", "domain", "tree/main/examples/crm/domain"],
    ["docs/performance.md", "../CONTRIBUTING.md#habits", "blob/main/CONTRIBUTING.md#habits"],
  ])("from %s to %s lead to GitHub", (source, link, path) => {
    expect(target(source, link)).toBe(`https://github.com/truce-events/truce/${path}`);
  });

  it.each(["https://pglite.dev/docs", "mailto:a@example.org", "#words", "/playground"])(
    "%s stays",
    (link) => {
      expect(target("docs/reading.md", link)).toBe(link);
    },
  );

  it("to a file that does not exist are an error", () => {
    expect(() => target("docs/reading.md", "gone.md")).toThrow("docs/reading.md: 'gone.md' leads to no file");
  });
});

describe("anchors", () => {
  it.each([
    ["What you need for what load", "what-you-need-for-what-load"],
    ["PGlite: set-up, and rights", "pglite-set-up-and-rights"],
    ["`truce diff`, a_b & c", "truce-diff-a_b--c"],
    ["Jérémie's", "jérémies"],
  ])("of '%s' are those of GitHub", (heading, anchor) => {
    expect(slug(heading)).toBe(anchor);
  });
});
