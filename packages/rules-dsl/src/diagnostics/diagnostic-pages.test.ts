/** Each diagnostic has a page with examples that are checked. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../checking/checker.ts";
import * as limits from "../limits.ts";
import { DIAGNOSTICS } from "./diagnostics.ts";
import { diagnosticPage } from "../node/diagnostic-page.ts";

const folder = join(import.meta.dirname, "../../diagnostics");
const PAGES = readdirSync(folder)
  .toSorted()
  .map((file) => [file.replace(/\.md$/, ""), readFileSync(join(folder, file), "utf8")] as const);

/** The files that examples can import, and the payload that they compare. */
const SURROUNDINGS = {
  imports: [
    {
      file: "shared.conflicts",
      text: "group @ClientValue = ClientValueUpgraded, ClientValueDowngraded\n",
    },
    {
      file: "with-rules.conflicts",
      text: "group @Notes = NoteAdded, NotePinned\nNotePinned conflicts NotePinned\n",
    },
  ],
  fields: { NotePinned: ["noteId"] },
};

/** Pages without a wrong example, because no single file can show the problem. */
const WITHOUT_MISTAKE: ReadonlySet<string> = new Set(["CF3009", "CF4002"]);

interface Example {
  readonly flags: readonly string[];
  readonly text: string;
}

function examplesIn(page: string): readonly Example[] {
  return Array.from(
    page.matchAll(/^```conflicts *(?<flags>.*)\n(?<text>[^]*?)^```$/gm),
    ({ groups = {} }) => ({
      flags: (groups["flags"] ?? "").split(" ").filter((flag) => flag !== ""),
      text: groups["text"] ?? "",
    }),
  );
}

function codesIn({ text }: Example, code: string): readonly string[] {
  const options = { ...SURROUNDINGS, coverage: code === "CF4001" };
  const found = check([{ file: "example.conflicts", text }], options);
  return [...new Set(found.map((one) => one.code))];
}

describe("the pages of the diagnostics", () => {
  test("exist for each diagnostic, and for CF4002, which only 'truce diff' reports", () => {
    expect(PAGES.map(([code]) => code)).toEqual([...Object.keys(DIAGNOSTICS), "CF4002"].toSorted());
  });

  test.each(PAGES)("%s: wrong examples have the diagnostic, right examples have none", (code, page) => {
    const examples = examplesIn(page);
    const wrong = examples.filter(({ flags }) => flags.length > 0);
    for (const example of wrong) {
      expect(example.flags).toEqual(["error", code]);
      expect(codesIn(example, code), example.text).toEqual([code]);
    }
    const right = examples.filter(({ flags }) => flags.length === 0);
    for (const example of right) expect(codesIn(example, code), example.text).toEqual([]);
    if (!WITHOUT_MISTAKE.has(code)) expect([wrong.length > 0, right.length]).toEqual([true, 1]);
  });

  test.each(PAGES)("%s: diagnosticPage returns the page, which begins with its code", async (code, page) => {
    expect(await diagnosticPage(code)).toBe(page);
    expect(page).toMatch(new RegExp(`^# ${code}: [a-z'A-Z]`));
    expect(page.split("\n").filter((line) => line.length > 100 && !line.includes("a.a.a"))).toEqual([]);
  });

  test("are listed in the README", () => {
    const readme = readFileSync(join(folder, "../README.md"), "utf8");
    const rows = Array.from(
      readme.matchAll(/^\| \[(CF\d{4})\]\(diagnostics\/\1\.md\) +\| (\w+) +\| (.*?) +\|$/gm),
    );
    const listed = rows.map(([, code, severity, title]) => [code, severity, title]);
    expect(listed).toEqual(
      PAGES.map(([code, page]) => [
        code,
        Object.hasOwn(DIAGNOSTICS, code) ? DIAGNOSTICS[code as keyof typeof DIAGNOSTICS] : "warning",
        page.slice("# CF0000: ".length, page.indexOf("\n")),
      ]),
    );
  });

  test.each(["CF0000", "CF1010", "CF2005x", "../package", "__proto__", ""])(
    "there is no page for %j",
    async (code) => {
      expect(await diagnosticPage(code)).toBeNull();
    },
  );

  test("CF1012 lists every limit", () => {
    const page = readFileSync(join(folder, "CF1012.md"), "utf8");
    const numbers = Array.from(page.matchAll(/\| (?<number>[\d,]+)[^|]*\|$/gm), ({ groups = {} }) =>
      Number(groups["number"]?.replaceAll(",", "")),
    );
    const values = Object.values(limits).map((limit) =>
      limit === limits.MAX_FILE_BYTES ? limit / 2 ** 20 : limit,
    );
    const ascending = (one: number, other: number): number => one - other;
    expect(numbers.toSorted(ascending)).toEqual(values.toSorted(ascending));
  });
});
