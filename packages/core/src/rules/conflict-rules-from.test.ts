import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";

import { isTruceError } from "../is-truce-error.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";
import type { RuleProblem } from "./rule-problem.ts";

const type = (name: string): TypeSelector => ({ type: name });
const except = (...types: readonly string[]): TypeSelector => ({ anythingExcept: types });
const rule = (
  incoming: string | TypeSelector,
  conflictsWith: readonly (string | TypeSelector)[],
  more: Partial<RuleDeclaration> = {},
): RuleDeclaration => ({
  incoming: typeof incoming === "string" ? type(incoming) : incoming,
  conflictsWith: conflictsWith.map((target) => (typeof target === "string" ? type(target) : target)),
  ...more,
});

describe("the canonical form", () => {
  it("does not depend on the order of declarations, on repetitions, or on how rules are split into declarations", () => {
    const inOnePiece = conflictRulesFrom([rule("A", ["C", "B"]), rule("N", [])]);
    const inPieces = conflictRulesFrom([
      rule("N", []),
      rule("A", ["B"]),
      rule("A", ["C", "B"]),
      rule("N", []),
    ]);
    expect(inPieces.canonicalJson).toBe(inOnePiece.canonicalJson);
    expect(inPieces.fingerprint).toBe(inOnePiece.fingerprint);
  });

  it("sorts exceptions and comparisons", () => {
    const when = [
      { mine: ["b"], operator: "=" as const, theirs: ["b"] },
      { mine: ["a"], operator: "!=" as const, theirs: ["c"] },
    ];
    const one = conflictRulesFrom([rule("A", [except("Y", "X", "Y")], { when })]);
    const other = conflictRulesFrom([rule("A", [except("X", "Y")], { when: when.toReversed() })]);
    expect(one.fingerprint).toBe(other.fingerprint);
  });

  it("does not contain reasons and sources", () => {
    const source = { file: "crm.conflicts", line: 3, column: 1 };
    const attributed = conflictRulesFrom([rule("A", ["B"], { reason: "because", source })]);
    expect(attributed.fingerprint).toBe(conflictRulesFrom([rule("A", ["B"])]).fingerprint);
    expect(attributed.rules[0]).toMatchObject({ reason: "because", source });
  });

  it("is compared with the fingerprint that the rules had when they were written", () => {
    const { fingerprint } = conflictRulesFrom([rule("A", ["B"])]);
    expect(conflictRulesFrom([rule("A", ["B"])], { fingerprint }).fingerprint).toBe(fingerprint);
    expect(() => conflictRulesFrom([rule("A", [])], { fingerprint })).toThrow("build them again");
    expect(() => conflictRulesFrom([rule("A", ["B"])], { fingerprint: "" })).toThrow("build them again");
  });

  it("is JSON that any program can read, with a SHA-256 fingerprint", () => {
    const rules = conflictRulesFrom([
      rule("A", ["B"]),
      rule("A", [], { category: "client", override: true }),
      rule(except("A"), ["Archived"]),
    ]);
    expect(JSON.parse(rules.canonicalJson)).toEqual({
      version: 1,
      rules: [
        { category: "client", incoming: { type: "A" }, conflicts: [] },
        { category: null, incoming: { type: "A" }, conflicts: [{ type: "B", when: [], predicate: false }] },
      ],
      barriers: [
        {
          category: null,
          incoming: { anythingExcept: ["A"] },
          conflicts: [{ type: "Archived", when: [], predicate: false }],
        },
      ],
    });
    const hash = createHash("sha256").update(rules.canonicalJson).digest("hex");
    expect(rules.fingerprint).toBe(`sha256:${hash}`);
  });

  it("is different for rules that differ", () => {
    const variants = [
      [rule("A", ["B"])],
      [rule("A", ["b"])],
      [rule("A", [])],
      [rule("A", [except()])],
      [rule("A", [except("B")])],
      [rule("A", ["B"], { category: "client" })],
      [rule("A", ["B"], { when: [{ mine: ["x"], operator: "=", theirs: ["x"] }] })],
      [rule("A", ["B"], { when: [{ mine: ["x"], operator: "!=", theirs: ["x"] }] })],
      [rule("A", ["B"], { when: [{ mine: ["x", "y"], operator: "=", theirs: ["x"] }] })],
      [rule("A", ["B"], { conflictsWhen: () => true })],
      [rule(except(), ["B"])],
      [],
    ] as const;
    const fingerprints = variants.map((declarations) => conflictRulesFrom(declarations).fingerprint);
    expect(new Set(fingerprints).size).toBe(variants.length);
  });

  it("never changes, because logs refer to it by its fingerprint", () => {
    const rules = conflictRulesFrom([
      rule("ClientValueUpgraded", ["ClientValueUpgraded", "ClientValueDowngraded"]),
      rule("MeetingNoteAdded", []),
      rule("NotePinned", ["NotePinned"], { when: [{ mine: ["noteId"], operator: "=", theirs: ["noteId"] }] }),
      rule("ClientMerged", [except("ClientViewed")], { category: "client" }),
      rule(except("MeetingNoteAdded"), ["ClientArchived"]),
    ]);
    expect(rules.fingerprint).toBe("sha256:787b1313b762461d80d1a4c948a1ce16578e9da0777bb84942d4bf3932506baa");
  });

  it("has a rule that is declared twice with its first source, whatever the order", () => {
    const at = (line: number) => ({
      source: { file: "crm.conflicts", line, column: 1 },
      reason: `line ${line}`,
    });
    const twice = [rule("A", ["B"], at(12)), rule("A", ["B"], at(3))];
    for (const declarations of [twice, twice.toReversed()]) {
      expect(conflictRulesFrom(declarations).rules).toMatchObject([{ reason: "line 3" }]);
    }
  });

  it("has a registration with its first source too, which is not part of the fingerprint", () => {
    const at = (file: string, line: number) => ({
      source: { file, line, column: 1 },
      reason: `${file} ${line}`,
    });
    const often = [
      rule("N", [], at("b.conflicts", 1)),
      rule("N", [], at("a.conflicts", 12)),
      rule("N", [], at("a.conflicts", 3)),
      rule("N", [], { ...at("a.conflicts", 1), category: "client", override: true }),
    ];
    const bare = conflictRulesFrom([rule("N", []), rule("N", [], { category: "client", override: true })]);
    expect(bare.registrations).toMatchObject([
      { category: "client", reason: null, source: null },
      { category: null, reason: null, source: null },
    ]);
    for (const declarations of [often, often.toReversed()]) {
      const attributed = conflictRulesFrom(declarations);
      expect(attributed.registrations).toEqual([
        { type: "N", category: "client", ...at("a.conflicts", 1) },
        { type: "N", category: null, ...at("a.conflicts", 3) },
      ]);
      expect(attributed.fingerprint).toBe(bare.fingerprint);
    }
  });

  it("keeps two predicates for one pair, which look the same as data", () => {
    const rules = conflictRulesFrom([
      rule("A", ["B"], { conflictsWhen: () => false }),
      rule("A", ["B"], { conflictsWhen: () => true }),
    ]);
    expect(rules.rules).toHaveLength(2);
  });
});

describe("the registry", () => {
  it("cannot be changed, and does not change with the declarations it was created from", () => {
    const targets = [{ type: "B" }];
    const rules = conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: targets }]);
    const before = JSON.stringify(rules);
    targets[0] = { type: "C" };
    expect(JSON.stringify(rules)).toBe(before);
    expect(Object.isFrozen(rules.rules[0]?.committed)).toBe(true);
    expect(() => (rules.rules as unknown[]).push("more")).toThrow(TypeError);
  });
});

describe("a declaration with getters", () => {
  it("is read once", () => {
    let reads = 0;
    const shifty = {
      incoming: { type: "A" },
      get conflictsWith() {
        return ++reads === 1 ? [{ type: "X" }] : [];
      },
    };
    expect(conflictRulesFrom([shifty]).rules).toHaveLength(1);
  });
});

describe("invalid rules", () => {
  const problemsOf = (declarations: readonly unknown[]): readonly RuleProblem[] => {
    try {
      conflictRulesFrom(declarations as readonly RuleDeclaration[]);
    } catch (error) {
      if (isTruceError(error, "invalid-rules")) return error.problems;
      throw error;
    }
    return [];
  };
  const kindsOf = (...declarations: readonly unknown[]) => problemsOf(declarations).map(({ kind }) => kind);

  it("never conflict, but also conflict", () => {
    expect(kindsOf(rule("A", []), rule("A", ["B"]))).toEqual(["never-and-conflicts"]);
    expect(kindsOf(rule("A", []), rule("A", ["B"], { category: "x", override: true }))).toEqual([]);
  });

  it("exclude a type that they also name, unless the name has a condition", () => {
    const when = [{ mine: ["x"], operator: "=" as const, theirs: ["x"] }];
    expect(kindsOf(rule("A", [except("B")]), rule("A", ["B"]))).toEqual(["except-and-conflicts"]);
    expect(kindsOf(rule("A", [except("B")]), rule("A", ["B"], { when }))).toEqual([]);
  });

  it("replace other rules in a category without an override", () => {
    expect(kindsOf(rule("A", ["B"]), rule("A", ["C"], { category: "x" }))).toEqual(["override-missing"]);
    expect(kindsOf(rule("A", ["B"]), rule("A", ["C"], { category: "x", override: true }))).toEqual([]);
  });

  it("are barriers that apply to a type that never conflicts", () => {
    expect(kindsOf(rule("A", []), rule(except(), ["Z"]))).toEqual(["barrier-meets-never"]);
    expect(kindsOf(rule("A", []), rule(except("A"), ["Z"]))).toEqual([]);
    expect(kindsOf(rule("A", [], { category: "x" }), rule(except(), ["Z"]))).toEqual(["barrier-meets-never"]);
    expect(kindsOf(rule("A", [], { category: "x" }), rule(except(), ["Z"], { category: "y" }))).toEqual([]);
    expect(kindsOf(rule("A", []), rule(except(), ["Z"], { category: "y" }))).toEqual(["barrier-meets-never"]);
    expect(
      kindsOf(
        rule("A", []),
        rule("A", ["B"], { category: "y", override: true }),
        rule(except(), ["Z"], { category: "y" }),
      ),
    ).toEqual([]);
  });

  it.each([
    ["an empty name", rule("", [])],
    ["a name that is not a string", rule({ type: 3 } as never, [])],
    ["a lone surrogate", rule("\ud800", [])],
    ["a target that is not a selector", rule("A", [{} as never])],
    ["a selector with both keys", rule("A", [{ type: "A", anythingExcept: [] } as never])],
    ["a selector with an unknown key", rule("A", [{ type: "A", of: "client" } as never])],
    ["a declaration with an unknown key", { ...rule("A", ["B"]), catagory: "x" }],
    [
      "a field path with a hole",
      rule("A", ["B"], { when: [{ mine: Array(1), operator: "=", theirs: ["a"] } as never] }),
    ],
    [
      "a field path that is too long for any payload",
      rule("A", ["B"], { when: [{ mine: ["a\0"], operator: "=", theirs: ["a"] }] }),
    ],
    ["a comparison that is null", rule("A", ["B"], { when: [null as never] })],
    ["a category that is not a string", rule("A", ["B"], { category: 3 as never })],
    ["a category with a lone surrogate", rule("A", ["B"], { category: "\ud800" })],
    ["a barrier that overrides", rule(except(), ["B"], { category: "x", override: true })],
    ["a condition without a target", rule("A", [], { conflictsWhen: () => true })],
    ["a reason that is not a string", rule("A", ["B"], { reason: {} as never })],
    ["a source that is not an object", rule("A", ["B"], { source: 5 as never })],
    ["a target that is null", rule("A", [null as never])],
    ["targets that are not a list", { incoming: type("A"), conflictsWith: "B" }],
    ["a barrier without targets", rule(except(), [])],
    [
      "an unknown operator",
      rule("A", ["B"], { when: [{ mine: ["a"], operator: "<" as never, theirs: ["a"] }] }),
    ],
    ["an empty path", rule("A", ["B"], { when: [{ mine: [], operator: "=", theirs: ["a"] }] })],
    ["a predicate that is not a function", rule("A", ["B"], { conflictsWhen: "yes" as never })],
    ["a category that no stream can have", rule("A", ["B"], { category: "client-42" })],
    ["an override outside of a category", rule("A", ["B"], { override: true })],
    ["a missing incoming type", { conflictsWith: [] }],
    ["a declaration that is null", null],
  ])("are refused for %s", (_, declaration) => {
    const problems = problemsOf([rule("Good", []), declaration]);
    expect(problems.map(({ kind, message }) => ({ kind, message }))).toEqual([
      { kind: "malformed", message: expect.stringMatching(/^declaration 1: /) as string },
    ]);
    expect(problems[0]?.declarations).toEqual([1]);
  });

  it("are refused if the declarations are not a list", () => {
    for (const none of [undefined, null, {}, "A conflicts B"]) {
      expect(problemsOf(none as never)).toMatchObject([{ kind: "malformed" }]);
    }
    expect(problemsOf(Array(1))).toMatchObject([{ kind: "malformed" }]);
  });

  it("are all reported at once, with their sources", () => {
    const source = { file: "crm.conflicts", line: 7, column: 1 };
    const problems = problemsOf([
      rule("A", []),
      rule("A", ["B"], { source }),
      rule("C", []),
      rule("C", ["D"]),
    ]);
    expect(problems).toHaveLength(2);
    expect(problems[0]?.sources).toEqual([source]);
  });
});
