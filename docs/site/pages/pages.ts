/** The pages of the site: where each comes from, and its path. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sections, TOP_PAGES, type Group, type Section } from "./sections.ts";

export const root: string = join(import.meta.dirname, "../../..");

/** The folder of `docs` for pages that the build writes. Git ignores it. */
export const GENERATED = "docs/generated/";

export interface Page {
  /** The file that people edit, relative to the root of the repository. */
  readonly source: string;
  /** The file that VitePress reads, relative to `docs`. It is a copy if the source is outside of `docs`. */
  readonly file: string;
  /** The path on the site, without a slash at its beginning: `guides/postgresql`. */
  readonly path: string;
}

interface GroupOfPages extends Group {
  readonly pages: readonly Page[];
}

export interface SectionOfPages extends Section {
  readonly groups: readonly GroupOfPages[];
}

/** The paths of pages whose files are arranged in another way. The first that matches counts. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/^docs\/generated\/(.+)$/, "$1"],
  [/^docs\/decisions\/README\.md$/, "explanation/decisions/index.md"],
  [/^docs\/decisions\/(.+)$/, "explanation/decisions/$1"],
  [/^docs\/(.+)\/README\.md$/, "$1/index.md"],
  [/^docs\/(.+\/.+)$/, "$1"],
  [/^examples\/(.+)\/README\.md$/, "tutorial/examples/$1.md"],
  [/^packages\/create-truce\/README\.md$/, "tutorial/create-truce.md"],
  [/^packages\/rules-dsl\/README\.md$/, "reference/language.md"],
  [/^packages\/rules-dsl\/diagnostics\/(.+)$/, "reference/diagnostics/$1"],
  [/^packages\/cli\/README\.md$/, "reference/commands.md"],
  [/^packages\/(.+)\/README\.md$/, "reference/packages/$1.md"],
  [/^(ARCHITECTURE)\.md$/, "explanation/architecture.md"],
];

function pageOf(source: string, folder: string): Page {
  const [pattern, replacement] = PATHS.find(([candidate]) => candidate.test(source)) ?? [];
  const path =
    pattern === undefined || replacement === undefined
      ? `${folder}${source.replace(/^docs\//, "")}`
      : source.replace(pattern, replacement);
  const file = source.startsWith("docs/") ? source.slice("docs/".length) : `generated/${path}`;
  return { source, file, path: path.replace(/(^|\/)index\.md$|\.md$/, "$1") };
}

/** The sections with their pages. A group without pages is left out. */
export function sectionsOfPages(): readonly SectionOfPages[] {
  const taken = new Set<string>();
  const pagesOf = (group: Group, section: Section): readonly Page[] =>
    group.files
      .flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted())
      .map((source) => source.replaceAll("\\", "/"))
      .filter((source) => !taken.has(source) && taken.add(source))
      .map((source) => pageOf(source, `${section.path}/`));
  return sections.map((section) => ({
    ...section,
    groups: section.groups
      .map((group) => ({ ...group, pages: pagesOf(group, section) }))
      .filter(({ pages }) => pages.length > 0),
  }));
}

/** All pages, those beside the sections too. */
export function allPages(): readonly Page[] {
  const top = TOP_PAGES.filter((source) => existsSync(join(root, source))).map((source) =>
    pageOf(source, ""),
  );
  return [...top, ...sectionsOfPages().flatMap(({ groups }) => groups.flatMap(({ pages }) => pages))];
}

/** The titles of pages whose first heading is the name of a package, or does not say what the page is. */
const TITLES: Readonly<Record<string, string>> = {
  "packages/rules-dsl/README.md": "The .conflicts language",
  "packages/cli/README.md": "The command truce",
  "packages/create-truce/README.md": "A project to start with",
  "docs/tutorial/README.md": "What you build",
  "docs/tutorial/packed-packages.md": "Install from a clone",
  "docs/reference/README.md": "Overview",
  "docs/decisions/README.md": "All decisions",
};

/** What lists call a page: its first heading, without marks. */
export function titleOf({ source, path }: Page): string {
  const named = TITLES[source];
  if (named !== undefined) return named;
  const title = /^# (.+)$/m.exec(readFileSync(join(root, source), "utf8"))?.[1] ?? path;
  return title.replaceAll(/[`*_\\]/g, "").replace(/^@truce\//, "");
}
