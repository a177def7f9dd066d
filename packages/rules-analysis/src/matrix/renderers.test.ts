import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflictRulesFrom } from "@truce/core/rules";
import { compileOrThrow } from "@truce/rules-dsl";
import { widthOf } from "@truce/rules-dsl/notation";
import { renderMatrixCsv } from "./csv.ts";
import { renderMatrixJson } from "./json.ts";
import { renderMatrixMarkdown } from "./markdown.ts";
import { matrixOf, type Matrix } from "./matrix.ts";
import { renderMatrixSvg } from "./svg.ts";
import { renderMatrixText } from "./text.ts";

const BOARD = matrixOf(
  compileOrThrow([
    {
      file: "board.conflicts",
      text: `NotePinned conflicts NotePinned on noteId
NoteMoved conflicts NoteMoved, NotePinned when mine.noteId = theirs.noteId and mine.to != theirs.to
NoteRead never conflicts
BoardClosed conflicts anything except NoteRead
anything except NoteRead conflicts BoardLocked
`,
    },
  ]),
);

/** Ordinary and hostile names of event types. */
const name = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "+x",
    "@x",
    "-x",
    "a|b",
    "<b>",
    "&amp;",
    '"',
    "a,b",
    "`",
    "**",
    "\r\n",
    "\t",
    "\u202E",
    "注文",
    "\uFFFE",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((text) => text.replaceAll("\0", "0")),
);
const oddMatrix: fc.Arbitrary<Matrix> = fc.uniqueArray(name, { minLength: 1, maxLength: 5 }).map((names) =>
  matrixOf(
    conflictRulesFrom(
      names.map((type, index) => ({
        incoming: { type },
        conflictsWith: names.slice(index).map((other) => ({ type: other })),
        when: [{ mine: [names[0] ?? ""], operator: "=", theirs: ["id"] }],
      })),
    ),
  ),
);

describe("as text", () => {
  test("rows and columns have numbers, conditions have letters", () => {
    expect(renderMatrixText(BOARD)).toBe(`Conflicts: incoming (rows) with committed (columns)

                     1 2 3 4 5 *
  1 BoardClosed    │ ● ● ● ● · ●
  2 BoardLocked    │ ▒ ▒ ▒ ▒ ▒ ▒
  3 NoteMoved      │ · ● a a · ·
  4 NotePinned     │ · ● · b · ·
  5 NoteRead       │ · · · · · ·
  * any other type │ ▒ ▒ ▒ ▒ ▒ ▒

  ●  conflicts
  ·  never conflicts
  ▒  conflicts, because the incoming type has no rule
  a  conflicts when mine.noteId = theirs.noteId and mine.to != theirs.to
  b  conflicts on noteId
`);
  });

  test("the title names the streams", () => {
    const text = "A conflicts B\nstream client { B never conflicts }\nstream order { B conflicts B }\n";
    const rules = compileOrThrow([{ file: "a.conflicts", text }]);
    const title = (category: string | null) => renderMatrixText(matrixOf(rules, { category })).split(":")[0];
    expect(title(null)).toBe("Conflicts outside streams of 'client', 'order'");
    expect(title("client")).toBe("Conflicts in streams of 'client'");
  });

  test("in ASCII, in parts for a narrow terminal, and marked up", () => {
    const style = {
      strong: (text: string) => `<${text}>`,
      conflict: (text: string) => `!${text}`,
      depends: (text: string) => `?${text}`,
    };
    expect(renderMatrixText(BOARD, { width: 27, ascii: true, style }).split("\n").slice(0, 12)).toEqual([
      "<Conflicts: incoming (rows) with committed (columns)>",
      "",
      "                     1 2 3",
      "  1 BoardClosed    | !X !X !X",
      "  2 BoardLocked    | !# !# !#",
      "  3 NoteMoved      | . !X ?a",
      "  4 NotePinned     | . !X .",
      "  5 NoteRead       | . . .",
      "  * any other type | !# !# !#",
      "",
      "                     4 5 *",
      "  1 BoardClosed    | !X . !X",
    ]);
  });

  test("long numbers are written downwards, long names are shortened and listed below", () => {
    const long = "ThisNameSaysEverythingThatHappenedOnThatDay";
    const text =
      Array.from({ length: 11 }, (_, index) => `T${index} never conflicts\n`).join("") +
      `${long} never conflicts\n`;
    const lines = renderMatrixText(matrixOf(compileOrThrow([{ file: "a.conflicts", text }]))).split("\n");
    expect(lines.slice(2, 5)).toEqual([
      `${" ".repeat(65)} 1 1 1`.slice(0, 71).padEnd(71).trimEnd(),
      `${" ".repeat(47)} 1 2 3 4 5 6 7 8 9 0 1 2 *`,
      `   1 T0${" ".repeat(38)} │${" ·".repeat(13)}`,
    ]);
    expect(lines).toContain(`  12 ThisNameSaysEverythingThatHappenedOnTha… │${" ·".repeat(13)}`);
    expect(lines).toContain(`  12 is ${long}`);
  });

  test("no name disturbs the terminal or the columns", () => {
    fc.assert(
      fc.property(oddMatrix, (matrix) => {
        const text = renderMatrixText(matrix);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        const rows = text.split("\n").filter((line) => line.includes("│ ") && !line.includes("conflicts"));
        expect(new Set(rows.map((row) => widthOf(row.slice(0, row.lastIndexOf("│"))))).size).toBe(1);
      }),
    );
  });
});

describe("as Markdown", () => {
  test("a table and its legend", () => {
    expect(renderMatrixMarkdown(BOARD)).toBe(`### Conflicts

| incoming ↓ committed → | BoardClosed | BoardLocked | NoteMoved | NotePinned | NoteRead | any other type |
| --- | :-: | :-: | :-: | :-: | :-: | :-: |
| **BoardClosed** | ● | ● | ● | ● | · | ● |
| **BoardLocked** | ▒ | ▒ | ▒ | ▒ | ▒ | ▒ |
| **NoteMoved** | · | ● | a | a | · | · |
| **NotePinned** | · | ● | · | b | · | · |
| **NoteRead** | · | · | · | · | · | · |
| **any other type** | ▒ | ▒ | ▒ | ▒ | ▒ | ▒ |

- ● conflicts
- · never conflicts
- ▒ conflicts, because the incoming type has no rule
- a conflicts when mine.noteId = theirs.noteId and mine.to != theirs.to
- b conflicts on noteId
`);
  });

  test("many columns have numbers", () => {
    const text = Array.from({ length: 9 }, (_, index) => `T${index} never conflicts\n`).join("");
    const lines = renderMatrixMarkdown(matrixOf(compileOrThrow([{ file: "a.conflicts", text }]))).split("\n");
    expect(lines[2]).toBe("| incoming ↓ committed → | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | \\* |");
    expect(lines[4]).toBe(`| 1 **T0** |${" · |".repeat(10)}`);
    expect(lines[13]).toBe(`| \\* **any other type** |${" ▒ |".repeat(10)}`);
  });

  test("no name is read as markup", () => {
    fc.assert(
      fc.property(oddMatrix, (matrix) => {
        const count = matrix.types.length;
        const lines = renderMatrixMarkdown(matrix).split("\n");
        for (const line of lines.slice(2, 4 + count)) {
          const bare = line.replaceAll(/\\[\\`*_[\]<>|~&#$]/g, "");
          expect(bare.split("|").length - 1, line).toBe(count + 2);
          expect(bare.replaceAll(/^\| \*\*|\*\* \|/g, "")).not.toMatch(/[`*_[\]<>~&#$]/);
        }
      }),
    );
  });
});

describe("as CSV", () => {
  /** Reads CSV by RFC 4180. */
  function read(csv: string): readonly (readonly string[])[] {
    const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
    const rows: string[][] = [[]];
    while (field.lastIndex < csv.length) {
      const [, quoted, bare = "", end] = field.exec(csv) ?? [];
      expect(end).toBeDefined();
      rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
      if (end === "\r\n") rows.push([]);
    }
    return rows.slice(0, -1);
  }

  test("a row for each incoming type", () => {
    expect(read(renderMatrixCsv(BOARD)).slice(0, 4)).toEqual([
      [
        "incoming \\ committed",
        "BoardClosed",
        "BoardLocked",
        "NoteMoved",
        "NotePinned",
        "NoteRead",
        "any other type",
      ],
      ["BoardClosed", "always", "always", "always", "always", "never", "always"],
      ["BoardLocked", ...Array.from({ length: 6 }, () => "unregistered")],
      [
        ...["NoteMoved", "never", "always"],
        ...Array.from({ length: 2 }, () => "when mine.noteId = theirs.noteId and mine.to != theirs.to"),
        ...["never", "never"],
      ],
    ]);
  });

  test("names are read back unchanged, and not as formulas", () => {
    fc.assert(
      fc.property(oddMatrix, (matrix) => {
        const rows = read(renderMatrixCsv(matrix));
        const names = matrix.types.map((type) => type ?? "any other type");
        const plain = (field: string): string => field.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "");
        expect(rows[0]?.slice(1).map(plain)).toEqual(names);
        expect(rows.slice(1).map(([first = ""]) => plain(first))).toEqual(names);
        for (const field of rows.flat()) expect(field).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});

describe("as JSON", () => {
  test("has everything, in a stable shape", () => {
    const { rows, ...whole } = JSON.parse(renderMatrixJson(BOARD)) as { readonly rows: readonly unknown[] };
    expect(whole).toEqual({
      version: 1,
      category: null,
      otherCategories: [],
      fingerprint: BOARD.fingerprint,
      types: BOARD.types,
    });
    expect(rows).toHaveLength(6);
    expect(rows[3]).toEqual({
      incoming: "NotePinned",
      entries: [
        { kind: "never", rules: [] },
        {
          kind: "always",
          rules: [expect.objectContaining({ source: { file: "board.conflicts", line: 5, column: 1 } })],
        },
        { kind: "never", rules: [] },
        {
          kind: "conditional",
          rules: [
            {
              incoming: { type: "NotePinned" },
              committed: { type: "NotePinned" },
              category: null,
              when: [{ mine: ["noteId"], operator: "=", theirs: ["noteId"] }],
              predicate: false,
              reason: null,
              source: { file: "board.conflicts", line: 1, column: 1 },
            },
          ],
        },
        { kind: "never", rules: [] },
        { kind: "never", rules: [] },
      ],
    });
  });

  test("says that a rule has a predicate", () => {
    const rules = conflictRulesFrom([
      { incoming: { type: "A" }, conflictsWith: [{ type: "A" }], conflictsWhen: () => true },
    ]);
    expect(renderMatrixJson(matrixOf(rules))).toContain('"predicate": true');
    expect(renderMatrixText(matrixOf(rules))).toContain("a  conflicts if its predicate says so");
  });
});

describe("as SVG", () => {
  /** The names of an XML document's elements, opened and closed; fails where it is not well formed. */
  function elementsOf(xml: string): readonly string[] {
    const open: string[] = [];
    const names: string[] = [];
    const rest = xml.replaceAll(
      /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="[^"<>]*")*)(\/?)>/g,
      (_, closes, elementName: string, __, empty) => {
        if (closes === "/") expect(open.pop()).toBe(elementName);
        else {
          names.push(elementName);
          if (empty === "") open.push(elementName);
        }
        return "";
      },
    );
    expect(open).toEqual([]);
    expect(rest.replaceAll(/&(?:amp|lt|gt|quot);/g, "")).not.toMatch(/[<>&\uFFFE\uFFFF]|(?![\t\n])\p{Cc}/u);
    return names;
  }

  test("a square for each pair, a letter for each condition, and the rules as a tooltip", () => {
    const svg = renderMatrixSvg(BOARD);
    // One behind all, two in the hatches, one for each line of the legend.
    expect(elementsOf(svg).filter((element) => element === "rect")).toHaveLength(36 + 1 + 2 + 5);
    expect(svg).toContain("<title>NotePinned conflicts NotePinned on noteId (board.conflicts:1)</title>");
    expect(svg).toContain(
      "<title>an incoming BoardLocked has no rule, so it conflicts with everything</title>",
    );
    expect(svg).not.toMatch(/<script|href|url\((?!#)/);
  });

  test("is well formed, whatever the names", () => {
    fc.assert(
      fc.property(oddMatrix, (matrix) => {
        const svg = renderMatrixSvg(matrix);
        expect(elementsOf(svg).filter((element) => element === "rect").length).toBeGreaterThan(
          matrix.types.length ** 2,
        );
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
        expect(Number(width) > 0 && Number(height) > 0).toBe(true);
        // The second line of the heading fits, even if there are few types.
        const [, subtitle = ""] = />(rows: incoming .*?)</.exec(svg) ?? [];
        expect(subtitle).not.toBe("");
        expect(Number(width)).toBeGreaterThan(32 + subtitle.length * 7.8);
      }),
    );
  });
});
