import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedRuleSets } from "../../tests/rule-sets.ts";
import { compileOrThrow } from "@truce/rules-dsl";
import { acceptanceComments, acceptLoosenings, type Acceptances } from "./acceptances.ts";
import { diffRules } from "./diff-rules.ts";
import { renderDiffJson } from "./json.ts";
import { isLoosening, type RulesDiff } from "./rules-diff.ts";
import { renderDiffText } from "./text.ts";

const BEFORE = `Pinned conflicts Pinned, Moved
Moved conflicts anything
"of two words" conflicts Moved
`;
const AFTER = `Pinned never conflicts
Moved conflicts Moved
"of two words" never conflicts
`;

function compared(was: string, is: string): readonly [RulesDiff, Acceptances] {
  const [before, after] = [was, is].map((text) => [{ file: "crm.conflicts", text }]);
  const diff = diffRules(compileOrThrow(before ?? []), compileOrThrow(after ?? []));
  return [diff, acceptLoosenings(diff, before ?? [], after ?? [])];
}

/** The accepted pairs in alphabetical order, and the problems of comments. */
function accepted(was: string, is: string) {
  const [, { reasons, problems }] = compared(was, is);
  return {
    pairs: Array.from(reasons, ([{ incoming, committed }, reason]) =>
      [incoming, "type" in committed ? committed.type : "*", reason].join(" "),
    ).toSorted(),
    problems: problems.map(({ start, message }) => `${start.line}:${start.column} ${message}`),
  };
}

const loosens = (words: string): string => `// conflicts:loosens ${words}\n`;

describe("an acceptance", () => {
  test.each([
    { words: "Pinned with Pinned because x", pairs: ["Pinned Pinned x"] },
    { words: "Pinned  with Pinned ,Moved\tbecause x y", pairs: ["Pinned Moved x y", "Pinned Pinned x y"] },
    {
      words: 'Pinned, "of two words" with Moved because x',
      pairs: ["Pinned Moved x", "of two words Moved x"],
    },
    { words: String.raw`"Pin\u006eed" with "Moved" because of "x"`, pairs: ['Pinned Moved of "x"'] },
    { words: "anything with Moved because x", pairs: ["Pinned Moved x", "of two words Moved x"] },
    { words: "Moved with anything because x", pairs: ["Moved * x"] },
    { words: "Pinned with anything because x", pairs: ["Pinned Moved x", "Pinned Pinned x"] },
  ])("$words", ({ words, pairs }) => {
    expect(accepted(BEFORE, loosens(words) + AFTER)).toEqual({ pairs, problems: [] });
  });

  test("can be anywhere in a file, even in place of the rule", () => {
    const comment = loosens("Pinned with Moved because x");
    for (const text of [
      AFTER + comment,
      AFTER.replace("\n", ` ${comment}`),
      `stream a {\n${comment}}\n${AFTER}`,
    ])
      expect(accepted(BEFORE, text)).toEqual({ pairs: ["Pinned Moved x"], problems: [] });
  });

  test("counts only in the change that adds it", () => {
    const comment = loosens("Pinned with Moved because x");
    const respaced = "  ///// \tconflicts:loosens   Pinned with Moved  because x \n";
    for (const old of [comment + BEFORE, `${BEFORE}stream a {\n${comment}}\n`, respaced + BEFORE])
      expect(accepted(old, comment + AFTER)).toEqual({ pairs: [], problems: [] });
    const again = loosens("Pinned with Moved because y");
    expect(accepted(comment + BEFORE, comment + again + AFTER).pairs).toEqual(["Pinned Moved y"]);
  });

  test.each([
    { words: "Pinned with Other because x", line: "does not loosen Pinned with Other" },
    { words: "Moved with Pinned because x", line: "does not loosen Moved with Pinned" },
    { words: "anything with Pinn because x", line: "does not loosen anything with Pinn" },
  ])("of a pair that is not loosened is reported: $words", ({ words, line }) => {
    const { pairs, problems } = accepted(BEFORE, `\n ${loosens(words)}${AFTER}`);
    expect({ pairs, problems }).toEqual({
      pairs: [],
      problems: [`2:2 this change ${line}, so there is nothing to accept`],
    });
  });

  test("reports each pair that the change does not loosen", () => {
    const { pairs, problems } = accepted(
      BEFORE,
      loosens("Pinned, Other with Moved, Other because x") + AFTER,
    );
    expect(pairs).toEqual(["Pinned Moved x"]);
    expect(problems).toHaveLength(3);
  });

  test("does not accept a tightened or new pair", () => {
    const tightened = loosens("A with A because x");
    expect(accepted("A conflicts A on id\n", `${tightened}A conflicts A\n`).problems).toHaveLength(1);
    expect(accepted("B conflicts B\n", `${tightened}A conflicts B\nB conflicts B\n`).problems).toHaveLength(
      1,
    );
  });

  test.each([
    "",
    "Pinned with Moved",
    "Pinned with Moved because",
    "Pinned with Moved because ...",
    "Pinned Moved because x",
    "Pinned with Moved, because x",
    "@Notes with because x",
    "anything with anything because x",
    'Pinned with "Moved because x',
  ])("that is malformed is reported: '%s'", (words) => {
    const { pairs, problems } = accepted(BEFORE, loosens(words) + AFTER);
    expect(pairs).toEqual([]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^1:1 an acceptance reads /);
  });

  test("is proposed for each loosened pair, and accepts only these", () => {
    expect(acceptanceComments(compared(BEFORE, AFTER)[0].changes.filter(isLoosening))).toEqual([
      "// conflicts:loosens Moved with anything because ...",
      "// conflicts:loosens Pinned with Moved, Pinned because ...",
      '// conflicts:loosens "of two words" with Moved because ...',
    ]);
    let loosened = 0;
    fc.assert(
      fc.property(changedRuleSets, ([before, after]) => {
        const diff = diffRules(before, after);
        const changes = diff.changes.filter(isLoosening);
        loosened += changes.length;
        const text = acceptanceComments(changes).join("\n").replaceAll("...", "we agreed on it");
        const { reasons, problems } = acceptLoosenings(diff, [], [{ file: "x", text }]);
        expect(new Set(reasons.keys())).toEqual(new Set(changes));
        expect(problems).toEqual([]);
      }),
      { numRuns: 200 },
    );
    expect(loosened).toBeGreaterThan(100);
  });
});

describe("accepted pairs", () => {
  const [diff, acceptances] = compared(
    BEFORE,
    loosens("Pinned with Pinned, Other because notes differ") +
      loosens("Pinned with Moved because of this") +
      AFTER,
  );

  test("are listed separately in the text, with the reason", () => {
    const text = renderDiffText(diff, { acceptances });
    expect(text).toContain(`
Loosened, and accepted by this change
  Pinned with a committed Moved
    before: conflicts (crm.conflicts:1)
    now:    never conflicts
    because of this
  Pinned with a committed Pinned
    before: conflicts (crm.conflicts:1)
    now:    never conflicts
    because notes differ
`);
    expect(text.split("\n").slice(0, 4)).toEqual([
      expect.stringMatching(/^\d+ pairs loosened, 0 tightened, 0 added$/),
      "",
      "Loosened: what conflicted may be merged now",
      "  Moved with a committed event of any type except Moved",
    ]);
    expect(text).toContain(`
Acceptances that do not count
  crm.conflicts:1: this change does not loosen Pinned with Other, so there is nothing to accept
`);
  });

  test("have their reason in the JSON", () => {
    const json = JSON.parse(renderDiffJson(diff, { acceptances })) as {
      readonly changes: readonly { readonly incoming: string; readonly accepted: string | null }[];
      readonly unusedAcceptances: unknown;
    };
    expect(json.changes.map(({ incoming, accepted: reason }) => [incoming, reason])).toEqual([
      ["Moved", null],
      ["Pinned", "of this"],
      ["Pinned", "notes differ"],
      ["of two words", null],
    ]);
    expect(json.unusedAcceptances).toEqual([
      {
        file: "crm.conflicts",
        line: 1,
        message: "this change does not loosen Pinned with Other, so there is nothing to accept",
      },
    ]);
  });
});
