/** The rules language gives the same results in a browser as in Node, for every text. */

import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { SourceFile } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";
import { expect, test } from "vitest";
import { analysisOf, formatted, rulesAndDiagnostics, treesOf } from "./page/language.ts";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();
const root = join(import.meta.dirname, "../examples");

/** Valid projects with unusual names, conditions and layouts. */
const GOOD: readonly (readonly [name: string, files: readonly SourceFile[]])[] = [
  ...(await examples()),
  file(
    "names of many scripts",
    `Ümläut conflicts 注文確定, Ωmega\n"🙂 placed" conflicts "\\u00e9", Ümläut\n𐐀 never conflicts\n`,
  ),
  file(
    "conditions and barriers",
    "A conflicts A on id and place.room\nB conflicts A when mine.x != theirs.y\nanything except A conflicts C\n",
  ),
  file(
    "groups, events, streams and overrides",
    `language 1
events A, B, C.D, "E f"
group @All = A, B
A conflicts @All
B conflicts B on id // twice is once too often
stream client {
  events "G h"
  override A conflicts C.D, "G h"
  C.D never conflicts
}
"E f" conflicts anything except @All
`,
  ),
  file(
    "carriage returns and a byte order mark",
    "\u{FEFF}language 1\r\nA conflicts B\r\nB never conflicts\r\n",
  ),
];

test.each(GOOD)("%s: the same rules, by fingerprint and by canonical JSON", async (_, files) => {
  const tab = await browser.openTab();
  const there = await tab.run("rulesAndDiagnostics", files);
  expect(there).toEqual(rulesAndDiagnostics(files));
  expect(there.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await tab.run("treesOf", files)).toEqual(treesOf(files));
});

test.each(GOOD)("%s: the same formatted text, and the same analysis", async (_, files) => {
  const tab = await browser.openTab();
  const there = await tab.run("formatted", files);
  expect(there).toEqual(formatted(files));
  expect(there).not.toContain(null);
  expect(await tab.run("analysisOf", files)).toEqual(analysisOf(files));
});

test.each([
  { what: "a misspelt keyword", text: "A conflict B\n", codes: ["CF1007"] },
  { what: "a contradiction", text: "A never conflicts\nA conflicts B\n", codes: ["CF2005"] },
  { what: "a newer language", text: "language 2\n", codes: ["CF1009"] },
  {
    what: "a mistake on every line",
    text: 'Order-Placed conflicts A\n"open conflicts A\nA never conflicts;\n',
    codes: ["CF1004", "CF1002", "CF1005"],
  },
  {
    what: "characters that are not allowed",
    text: "A\u{202E} conflicts \u{D800}B\n\0",
    codes: ["CF1004", "CF3005", "CF1013"],
  },
  {
    what: "an import that leaves the project, and a cycle",
    text: 'import "../x.conflicts"\ngroup @H = @H\nB conflicts @H\nA never conflicts\n',
    codes: ["CF2009", "CF2004"],
  },
])("$what: the same diagnostics", async ({ what, text, codes }) => {
  const tab = await browser.openTab();
  const [, files] = file(what, text);
  const there = await tab.run("rulesAndDiagnostics", files);
  expect(there).toEqual(rulesAndDiagnostics(files));
  expect(there.fingerprint).toBeNull();
  expect(there.diagnostics.map(({ code }) => code)).toEqual(codes);
  expect(await tab.run("formatted", files)).toEqual(formatted(files));
});

function file(name: string, text: string): readonly [name: string, files: readonly SourceFile[]] {
  return [name, [{ file: "a.conflicts", text }]];
}

/** The rules of each example: one file, or several files that import each other. */
async function examples(): Promise<readonly (readonly [name: string, files: readonly SourceFile[]])[]> {
  const folders = new Set(globSync("*/*.conflicts", { cwd: root }).map((path) => basename(dirname(path))));
  return Promise.all(
    [...folders].toSorted().map(async (folder) => {
      const { files, imports } = await loadProject([`${folder}/*.conflicts`], { root });
      return [`the example '${folder}'`, [...files, ...imports]] as const;
    }),
  );
}
