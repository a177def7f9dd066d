import { defineConflictRules, type ConflictRules } from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";
import { describe, expect, it } from "vitest";
import { mergedCoverage } from "./coverage.ts";
import { readRuleTests } from "./read-rule-tests.ts";
import { runRuleTests, type RuleTestResults } from "./run-rule-tests.ts";

const rules = compileOrThrow([
  {
    file: "crm.conflicts",
    text: [
      "/// Two people adjusted",
      "/// the same value.",
      "ValueChanged conflicts ValueChanged, ClientMerged",
      "NoteAdded never conflicts",
      "NotePinned conflicts NotePinned on noteId",
      "anything except NoteAdded conflicts ClientArchived",
    ].join("\n"),
  },
]);

function run(cases: string, more = ""): RuleTestResults {
  const { tests, problems } = readRuleTests("crm.conflicts.test.yaml", `${more}cases:\n${cases}`);
  if (!tests) throw new Error(JSON.stringify(problems));
  return runRuleTests(tests, rules);
}

function failuresOf(one: string, more = ""): readonly string[] {
  return run(`- ${one.replaceAll("; ", "\n  ")}\n`, more).cases.flatMap(({ failures }) =>
    failures.map(({ message, suggestion, notes }) => [message, ...notes, suggestion ?? []].flat().join("\n")),
  );
}

describe("a case", () => {
  it.each([
    "incoming: NoteAdded; committed: [ValueChanged, ClientMerged, ClientArchived]; expect: compatible",
    "incoming: ValueChanged; committed: [ValueChanged, ClientMerged, ClientArchived]; expect: conflict",
    "incoming: ClientMerged; committed: NoteAdded; expect: conflict; because: unregistered",
    "incoming: ValueChanged; committed: ClientMerged; expect: conflict; because: adjusted the same",
    "incoming: ValueChanged; committed: ClientMerged; expect: conflict; rule: crm.conflicts",
    "incoming: ValueChanged; committed: ClientMerged; expect: conflict; rule: ./crm.conflicts:3",
    "incoming: NotePinned; committed: NotePinned; expect: conflict",
    "incoming: { type: NotePinned, data: { noteId: 1 } }; committed: { type: NotePinned, data: { noteId: 1 } }; expect: conflict",
    "incoming: { type: NotePinned, data: { noteId: 1 } }; committed: { type: NotePinned, data: { noteId: '1' } }; expect: compatible",
  ])("passes: %s", (one) => {
    expect(failuresOf(one)).toEqual([]);
  });

  it.each([
    [
      "incoming: NoteAdded; committed: ValueChanged; expect: conflict",
      "'NoteAdded' is compatible with 'ValueChanged', but 'conflict' is expected\nNoteAdded never conflicts\n  crm.conflicts:4",
    ],
    [
      "incoming: ValueChanged; committed: NoteAdded; expect: conflict",
      "'ValueChanged' is compatible with 'NoteAdded', but 'conflict' is expected\nValueChanged has no rule about a committed NoteAdded. Its rules:\n  ValueChanged conflicts ClientMerged  crm.conflicts:3\n  ValueChanged conflicts ValueChanged  crm.conflicts:3",
    ],
    [
      "incoming: { type: NotePinned, data: { noteId: 1 } }; committed: { type: NotePinned, data: { noteId: 2 } }; expect: conflict",
      "'NotePinned' is compatible with 'NotePinned', but 'conflict' is expected\nNotePinned conflicts NotePinned on noteId\n  crm.conflicts:5\n  mine.noteId = theirs.noteId fails: mine.noteId is 1 and theirs.noteId is 2",
    ],
    [
      "incoming: { type: NotePinned, data: { noteId: 1 } }; committed: NotePinned; expect: compatible",
      "'NotePinned' conflicts with 'NotePinned', but 'compatible' is expected\nNotePinned conflicts NotePinned on noteId\n  crm.conflicts:5\n  mine.noteId = theirs.noteId is in doubt, so it holds: theirs.noteId is missing",
    ],
    [
      "incoming: ClientMerged; committed: NoteAdded; expect: compatible",
      "'ClientMerged' conflicts with 'NoteAdded', but 'compatible' is expected\nClientMerged has no rule, so it conflicts with everything",
    ],
    [
      "incoming: ValueChanged; committed: ClientMerged; expect: conflict; because: unregistered",
      "'ValueChanged' conflicts with 'ClientMerged', but not because of 'unregistered'\nValueChanged conflicts ClientMerged\n  crm.conflicts:3\n  \"Two people adjusted\"\n  \"the same value.\"",
    ],
    [
      "incoming: ClientMerged; committed: NoteAdded; expect: conflict; rule: crm.conflicts",
      "'ClientMerged' conflicts with 'NoteAdded', but not by a rule in crm.conflicts\nClientMerged has no rule, so it conflicts with everything",
    ],
    [
      "incoming: ValueChanged; committed: ClientArchived; expect: conflict; rule: crm.conflicts:3",
      "'ValueChanged' conflicts with 'ClientArchived', but not by a rule in crm.conflicts:3\nanything except NoteAdded conflicts ClientArchived  (for every incoming type)\n  crm.conflicts:6",
    ],
    [
      "incoming: NoteAded; committed: ValueChanged; expect: conflict",
      "no rule names the event 'NoteAded'\ndid you mean 'NoteAdded'? if there is such an event, list it under 'events'",
    ],
    [
      "incoming: NoteAdded; committed: ContractSigned; expect: compatible",
      "no rule names the event 'ContractSigned'\nif there is such an event, list it under 'events'",
    ],
    [
      "stream: client-42; incoming: NoteAdded; committed: ValueChanged; expect: compatible",
      "no rule is specific to streams of 'client'\nleave 'stream' out",
    ],
  ])("fails: %s", (one, ...failures) => {
    expect(failuresOf(one)).toEqual(failures);
  });

  it("stands for every pair of its lists", () => {
    const [message, ...others] = failuresOf(
      "incoming: [ValueChanged, NoteAdded]; committed: [ClientMerged, ClientArchived, NoteAdded]; expect: conflict",
    ).map((failure) => failure.split(",")[0]);
    expect([message, ...others]).toEqual([
      "'ValueChanged' is compatible with 'NoteAdded'",
      "'NoteAdded' is compatible with 'ClientMerged'",
      "'NoteAdded' is compatible with 'ClientArchived'",
      "'NoteAdded' is compatible with 'NoteAdded'",
    ]);
  });

  it("can have events that no rule names if they are listed under 'events'", () => {
    const one = "incoming: NoteAdded; committed: ContractSigned; expect: compatible";
    expect(failuresOf(one, "events: [ContractSigned]\n")).toEqual([]);
  });
});

describe("streams", () => {
  const inStreams = compileOrThrow([
    {
      file: "crm.conflicts",
      text: [
        "events A, B, C, D",
        "A never conflicts",
        "C conflicts B",
        "stream client {",
        "  override A conflicts B",
        "  D never conflicts",
        "}",
      ].join("\n"),
    },
  ]);
  const resultsOf = (cases: string): RuleTestResults => {
    const { tests } = readRuleTests("crm.conflicts.test.yaml", `cases:\n${cases}`);
    if (!tests) throw new Error("no tests");
    return runRuleTests(tests, inStreams, ["A", "B", "C", "D"]);
  };

  it.each(["conflict", "compatible"])(
    "a case without a stream fails if the type has rules only in a stream block, whatever it expects: %s",
    (verdict) => {
      const { cases } = resultsOf(`- { incoming: [A, D], committed: B, expect: ${verdict} }`);
      expect(cases.flatMap(({ failures }) => failures)).toMatchObject([
        {
          message: "'D' has rules only for streams of 'client', and this case names no stream",
          suggestion: "add 'stream: client'",
        },
      ]);
    },
  );

  it("use the rules of their category, which do not count without a stream", () => {
    const { cases, coverage } = resultsOf(`
- { incoming: A, committed: B, expect: compatible }
- { incoming: A, committed: B, stream: client, expect: conflict }
- { incoming: A, committed: B, stream: client-42, expect: conflict }
- { incoming: D, committed: B, expect: conflict, because: unregistered }
`);
    expect(cases.flatMap(({ failures }) => failures)).toEqual([]);
    expect(coverage.map(({ text, isExercised }) => [text, isExercised])).toEqual([
      ["A conflicts B in streams of 'client'", true],
      ["C conflicts B", false],
      ["D never conflicts in streams of 'client'", false],
      ["A never conflicts", true],
    ]);
  });

  it("must have rules of their own", () => {
    const { cases } = resultsOf("- { incoming: A, committed: B, stream: clint-1, expect: compatible }");
    expect(cases[0]?.failures).toMatchObject([
      {
        message: "no rule is specific to streams of 'clint'",
        suggestion: "did you mean 'client'? if not, leave 'stream' out",
      },
    ]);
  });
});

describe("rules with predicates", () => {
  const seats = (predicate: (mine: unknown) => unknown): ConflictRules =>
    defineConflictRules({
      rules: {
        A: [
          { type: "A", conflictsWhen: ({ data }) => predicate(data) as boolean, reason: "first" },
          { type: "A", conflictsWhen: () => false, reason: "second" },
        ],
      },
    });
  const results = (rulesOfTest: ConflictRules, file: string, expected = "conflict"): RuleTestResults => {
    const text = `rules: ${file}\ncases: [{ incoming: A, committed: A, expect: ${expected} }]\n`;
    const { tests } = readRuleTests("seats.conflicts.test.yaml", text);
    if (!tests) throw new Error(text);
    return runRuleTests(tests, rulesOfTest);
  };

  it.each([
    [() => true, "conflict", []],
    [() => false, "compatible", []],
    [() => Promise.resolve(false), "compatible", ["a predicate returned something that is not a boolean"]],
    [
      () => {
        throw new Error("no seat");
      },
      "conflict",
      ["a predicate threw an error: no seat"],
    ],
    [
      () => {
        // oxlint-disable-next-line typescript/only-throw-error -- a predicate may do that
        throw "no seat";
      },
      "conflict",
      ["a predicate threw something that is not an error"],
    ],
  ])("ask them: %s", (predicate, expected, whys) => {
    const failures = results(seats(predicate), "seats.ts", expected).cases.flatMap((one) => one.failures);
    expect(failures.map(({ message }) => message)).toEqual(
      whys.map((why) => `'A' cannot be judged against 'A': ${why}`),
    );
  });

  it("cover each rule apart, and each file apart, although they look the same", () => {
    const [one, other] = ["one.ts", "other.ts"].map(
      (file) =>
        results(
          seats(() => true),
          file,
        ).coverage,
    );
    const merged = mergedCoverage([one ?? [], other ?? [], one ?? []]);
    expect(merged.map(({ file, source, isExercised }) => [file, source, isExercised])).toEqual([
      ["one.ts", null, true],
      ["one.ts", null, false],
      ["other.ts", null, true],
      ["other.ts", null, false],
    ]);
  });
});

describe("coverage", () => {
  const exercised = (cases: string): readonly string[] =>
    run(cases).coverage.flatMap(({ text, isExercised }) => (isExercised ? text : []));

  it("lists every rule, also if nothing is exercised", () => {
    const { coverage } = run("- { incoming: ClientMerged, committed: NoteAdded, expect: conflict }");
    expect(coverage.map(({ text, isExercised, source }) => [text, source?.line, isExercised])).toEqual([
      ["anything except NoteAdded conflicts ClientArchived", 6, false],
      ["NotePinned conflicts NotePinned on noteId", 5, false],
      ["ValueChanged conflicts ClientMerged", 3, false],
      ["ValueChanged conflicts ValueChanged", 3, false],
      ["NoteAdded never conflicts", 4, false],
    ]);
  });

  it("of several files counts a rule if one of them exercises it", () => {
    const [one, other] = [
      run("- { incoming: ValueChanged, committed: ClientMerged, expect: conflict }").coverage,
      run("- { incoming: NoteAdded, committed: ClientMerged, expect: compatible }").coverage,
    ];
    for (const merged of [mergedCoverage([one, other]), mergedCoverage([other, one])]) {
      expect(merged.flatMap(({ text, isExercised }) => (isExercised ? text : []))).toEqual([
        "ValueChanged conflicts ClientMerged",
        "NoteAdded never conflicts",
      ]);
    }
  });

  it("counts a rule that makes a pair conflict, and a 'never conflicts' that was judged", () => {
    expect(exercised("- { incoming: NoteAdded, committed: ClientMerged, expect: compatible }")).toEqual([
      "NoteAdded never conflicts",
    ]);
    expect(
      exercised("- { incoming: ValueChanged, committed: [ClientArchived, ClientMerged], expect: conflict }"),
    ).toEqual(["anything except NoteAdded conflicts ClientArchived", "ValueChanged conflicts ClientMerged"]);
    expect(exercised("- { incoming: ValueChanged, committed: NoteAdded, expect: compatible }")).toEqual([]);
  });
});
