import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../compiler.ts";
import { parse } from "./parse.ts";
import { positionAt, lineStartsOf } from "../source/source-text.ts";
import type { FileTree } from "./tree.ts";

/** A file of 2,000 rules of all forms, one a line, so that rule and line have the same index. */
const LINES: readonly string[] = Array.from({ length: 2000 }, (_, index) => {
  const [mine, theirs] = [`Event${index}`, `Event${(index * 7) % 2000}`];
  const forms = [
    `${mine} conflicts ${theirs}, "Order-Placed", order.placed`,
    `${mine} never conflicts`,
    `${mine} conflicts ${theirs} on id and room.id`,
    `${mine} conflicts anything except ${theirs}, // and so on`,
    `${mine} conflicts ${theirs} when mine.a = theirs.b and mine.c != theirs.c`,
    `${mine} conflicts ${theirs},`,
  ] as const;
  return forms[index % forms.length] ?? forms[0];
});
const WHOLE = LINES.join("\n");
const TREE = parse(WHOLE, { file: "a.conflicts" }).tree;

/** Mistakes that make one line wrong, each with the code that it must get. */
const MISTAKES: readonly (readonly [code: string, mistaken: (line: string) => string])[] = [
  ["CF1007", (line) => line.replace("conflicts", "conflict")],
  ["CF1007", (line) => line.replace("conflicts", "confilcts")],
  ["CF1007", (line) => line.replace("conflicts", "Conflicts")],
  ["CF1001", (line) => line.replace(/(never )?conflicts/, ",")],
  ["CF1001", (line) => line.replace(/conflicts.*/, "conflicts").replace("never ", "")],
  ["CF1001", (line) => line.replace(/^\w+ /, "")],
  ["CF1001", (line) => line.replace(/(never )?conflicts.*/, "")],
  ["CF1001", (line) => line.replace(/(never )?conflicts.*/, "never")],
  ["CF1001", () => "Event1, Event2 conflicts Event3"],
  ["CF1001", () => "Event1 conflicts Event2 on"],
  ["CF1001", () => "Event1 conflicts Event2 when mine.a ="],
  ["CF1001", () => "Event1 conflicts Event2 when a = b"],
  ["CF1001", () => "= Event3"],
  ["CF1002", () => 'Event1 conflicts "Event2'],
  ["CF1002", () => 'Event1" conflicts Event2'],
  ["CF1003", () => "Event1 conflicts when"],
  ["CF1003", () => "if conflicts Event2"],
  ["CF1004", (line) => line.replace(/^\w+/, "Order-Placed")],
  ["CF1005", () => "Event1 conflicts Event2;"],
  ["CF1005", () => "# Event1 conflicts Event2"],
  ["CF1005", () => "Event1 conflicts “Event2”"],
  ["CF1006", () => "Event1 conflicts Event2 Event3"],
  ["CF1006", () => "Event1 never conflicts anything"],
  ["CF1008", () => "}"],
  ["CF1013", () => "Event1 conflicts \0Event2"],
  ["CF1013", () => "Event1 conflicts Event2\uD800"],
  ["CF1014", () => "language 1"],
];

/** After a comma, names without a verb go on with the list: a line that lost its verb is then no mistake. */
function goesOnWithList(before: string, line: string): boolean {
  return /,( \/\/.*)?$/.test(before) && line.startsWith("Event") && !/confl|never/i.test(line);
}

/** Each statement without its places. */
function contentsOf({ statements }: FileTree): readonly string[] {
  return statements.map((statement) =>
    JSON.stringify(statement, (key, value: unknown) => (key === "span" ? undefined : value)),
  );
}

const CONTENTS = contentsOf(TREE);

describe("one mistake in a file of 2,000 rules", () => {
  test("the file itself is clean", () => {
    expect(parse(WHOLE, { file: "a.conflicts" }).diagnostics).toEqual([]);
    expect(TREE.statements).toHaveLength(2000);
  });

  test.each(
    MISTAKES.map(([code, mistaken]) => [code, mistaken("Event1 conflicts Event2"), mistaken] as const),
  )("%s %j: one diagnostic, on its line, and all other rules untouched", (code, _, mistaken) => {
    fc.assert(
      fc.property(fc.nat({ max: 1999 }), (index) => {
        const lines = LINES.with(index, mistaken(LINES[index] ?? ""));
        // 'language 1' is no mistake on the first line, and a word may be fine in one form of the rules.
        fc.pre(lines[index] !== LINES[index] && !(code === "CF1014" && index === 0));
        fc.pre(!goesOnWithList(LINES[index - 1] ?? "", lines[index] ?? ""));
        const text = lines.join("\n");
        const { tree, diagnostics } = parse(text, { file: "a.conflicts" });
        expect(diagnostics.map((found) => [found.code, found.start.line])).toEqual([[code, index + 1]]);

        const starts = lineStartsOf(text);
        expect(contentsOf(tree)).toEqual(CONTENTS.with(index, '{"kind":"broken"}'));
        expect(tree.statements.map(({ span }) => positionAt(starts, span.start).line)).toEqual(
          LINES.map((_line, other) => other + 1),
        );
        expect(compile([{ file: "a.conflicts", text }]).rules).toBeNull();
      }),
      { numRuns: 6 },
    );
  });

  test("a mistake in every line gets a diagnostic in every line", () => {
    const text = LINES.map((line) => line.replace("conflicts", "conflict")).join("\n");
    const { diagnostics } = parse(text, { file: "a.conflicts" });
    expect(diagnostics.map(({ start }) => start.line)).toEqual(LINES.map((_, index) => index + 1));
  });
});
