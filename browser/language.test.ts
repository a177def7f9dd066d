/** The rules language in a browser says of every text what it says in Node. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rulesAndDiagnostics, treeOf } from "./page/language.ts";
import { useBrowser } from "./support/browser.ts";

const browser = useBrowser();
const crm = readFileSync(`${import.meta.dirname}/../examples/crm/crm.conflicts`, "utf8");

/** Texts in which the language has to look closely. */
const GOOD: Readonly<Record<string, string>> = {
  "the rules of the CRM example": crm,
  "names of many scripts": `Ümläut conflicts 注文確定, Ωmega\n"🙂 placed" conflicts "\\u00e9", Ümläut\n𐐀 never conflicts\n`,
  "conditions and barriers":
    "A conflicts A on id and place.room\nB conflicts A when mine.x != theirs.y\nanything except A conflicts C\n",
  "groups, events, streams and overrides": `language 1
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
  "carriage returns and a byte order mark": "\u{FEFF}language 1\r\nA conflicts B\r\nB never conflicts\r\n",
};
const BAD: Readonly<Record<string, { readonly text: string; readonly codes: readonly string[] }>> = {
  "a misspelt keyword": { text: "A conflict B\n", codes: ["CF1007"] },
  "a contradiction": { text: "A never conflicts\nA conflicts B\n", codes: ["CF2005"] },
  "a newer language": { text: "language 2\n", codes: ["CF1009"] },
  "a mistake on every line": {
    text: 'Order-Placed conflicts A\n"open conflicts A\nA never conflicts;\n',
    codes: ["CF1004", "CF1002", "CF1005"],
  },
  "characters that have no place": {
    text: "A\u{202E} conflicts \u{D800}B\n\0",
    codes: ["CF1004", "CF3005", "CF1013"],
  },
  "an import that leaves the project, and a circle": {
    text: 'import "../x.conflicts"\ngroup @H = @H\nB conflicts @H\nA never conflicts\n',
    codes: ["CF2009", "CF2004"],
  },
};

test.each(Object.entries(GOOD))(
  "%s: the same rules, by fingerprint and by canonical JSON",
  async (_, text) => {
    const tab = await browser.openTab();
    const files = [{ file: "a.conflicts", text }];
    const there = await tab.run("rulesAndDiagnostics", files);
    expect(there).toEqual(rulesAndDiagnostics(files));
    expect(there.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await tab.run("treeOf", text)).toEqual(treeOf(text));
  },
);

test.each(Object.entries(BAD))("%s: the same diagnostics", async (_, { text, codes }) => {
  const tab = await browser.openTab();
  const files = [{ file: "a.conflicts", text }];
  const there = await tab.run("rulesAndDiagnostics", files);
  expect(there).toEqual(rulesAndDiagnostics(files));
  expect(there.fingerprint).toBeNull();
  expect(there.diagnostics.map(({ code }) => code)).toEqual(codes);
});
