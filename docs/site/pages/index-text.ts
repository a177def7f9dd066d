/** The index of the documentation for readers on GitHub: the sections of the site. */

import { join, posix } from "node:path";
import { format, resolveConfig } from "prettier";
import { GENERATED, root, sectionsOfPages, titleOf } from "./pages.ts";

const INTRODUCTION = `# Documentation

These pages are the site: \`npm run docs\` serves it, with a search, the reference of the API and the playground.
`;

export async function indexText(): Promise<string> {
  const parts = sectionsOfPages().map(({ title, groups }) => {
    // What the build writes is not on GitHub, and a long group has a page that lists it.
    const lists = groups
      .filter(({ closed }) => !closed)
      .map(({ title: group, pages }) => {
        const items = pages
          .filter(({ source }) => !source.startsWith(GENERATED))
          .map((page) => `- [${titleOf(page)}](${posix.relative("docs", page.source)})`);
        return `${group === title ? "" : `### ${group}\n\n`}${items.join("\n")}\n`;
      });
    return `## ${title}\n\n${lists.join("\n")}`;
  });
  const file = join(root, "docs/README.md");
  const decisions =
    "Also: [all decisions](decisions/README.md) and [all diagnostics](../packages/rules-dsl/README.md#a-diagnostic).\n";
  const text = [INTRODUCTION, ...parts, decisions].join("\n");
  return format(text, { ...(await resolveConfig(file)), parser: "markdown" });
}
