import type { JsonValue } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import { describe, expect, test } from "vitest";
import { compileOrThrow } from "@truce/rules-dsl";
import { explain, type ExplainOptions } from "./explain.ts";
import type { EventInQuestion } from "./explanation.ts";
import { renderExplanationJson } from "./json.ts";
import { renderExplanationText } from "./text.ts";

const CRM = compileOrThrow([
  {
    file: "crm.conflicts",
    text: `/// Two people adjusted the same deal value.
/// Ask them.
ClientValueUpgraded conflicts ClientValueUpgraded, ClientValueDowngraded
/// Notes only add.
MeetingNoteAdded never conflicts
NotePinned conflicts NotePinned on noteId
SlotMoved conflicts SlotBooked when mine.room = theirs.room and mine.day != theirs.day
ClientTagged conflicts anything except MeetingNoteAdded, NotePinned
/// Nothing happens to what is archived.
anything except MeetingNoteAdded conflicts ClientArchived
stream client {
  override MeetingNoteAdded conflicts ClientArchived
  override NotePinned conflicts NotePinned
}
`,
  },
]);

function textOf(
  incoming: string | EventInQuestion,
  committed: string | EventInQuestion,
  options?: ExplainOptions,
): readonly string[] {
  return renderExplanationText(explain(CRM, incoming, committed, options))
    .trimEnd()
    .split("\n");
}

const slot = (type: string, data: JsonValue): EventInQuestion => ({ type, data });

describe("an explanation as text", () => {
  test("a rule decides: its location and its reason", () => {
    expect(textOf("ClientValueUpgraded", "ClientValueDowngraded")).toEqual([
      "An incoming ClientValueUpgraded conflicts with a committed ClientValueDowngraded.",
      "",
      "  ClientValueUpgraded conflicts ClientValueDowngraded",
      "    crm.conflicts:3",
      '    "Two people adjusted the same deal value."',
      '    "Ask them."',
      "",
      "The other way round, an incoming ClientValueDowngraded conflicts with a committed ClientValueUpgraded: it has no rule, so it conflicts with everything.",
    ]);
  });

  test("never conflicts: the registration, and the barrier that does not hold", () => {
    expect(textOf("MeetingNoteAdded", "ClientArchived").slice(0, 8)).toEqual([
      "An incoming MeetingNoteAdded never conflicts with a committed ClientArchived outside streams of 'client'.",
      "",
      "  MeetingNoteAdded never conflicts",
      "    crm.conflicts:5",
      '    "Notes only add."',
      "",
      "These rules for anything exclude MeetingNoteAdded:",
      "  anything except MeetingNoteAdded conflicts ClientArchived  crm.conflicts:10",
    ]);
  });

  test("a barrier decides", () => {
    expect(textOf("NotePinned", "ClientArchived").slice(0, 5)).toEqual([
      "An incoming NotePinned conflicts with a committed ClientArchived outside streams of 'client'.",
      "",
      "  anything except MeetingNoteAdded conflicts ClientArchived  (for every incoming type)",
      "    crm.conflicts:10",
      '    "Nothing happens to what is archived."',
    ]);
  });

  test("what an override replaces", () => {
    expect(textOf("MeetingNoteAdded", "ClientArchived", { category: "client" }).slice(0, 7)).toEqual([
      "An incoming MeetingNoteAdded conflicts with a committed ClientArchived in streams of 'client'.",
      "",
      "  MeetingNoteAdded conflicts ClientArchived",
      "    crm.conflicts:12",
      "",
      "In streams of 'client', this replaces the rules for other streams:",
      "  MeetingNoteAdded does not conflict with ClientArchived  crm.conflicts:5",
    ]);
    expect(textOf("NotePinned", "NotePinned", { category: "client" })).toEqual([
      "An incoming NotePinned conflicts with a committed NotePinned in streams of 'client'.",
      "",
      "  NotePinned conflicts NotePinned",
      "    crm.conflicts:13",
      "",
      "In streams of 'client', this replaces the rules for other streams:",
      "  NotePinned conflicts NotePinned on noteId  crm.conflicts:6",
    ]);
  });

  test("no rule at all", () => {
    expect(textOf("ClientArchived", "NotePinned")).toEqual([
      "An incoming ClientArchived conflicts with a committed NotePinned: it has no rule, so it conflicts with everything.",
      "",
      "The other way round, an incoming NotePinned conflicts with a committed ClientArchived outside streams of 'client'.",
      "  anything except MeetingNoteAdded conflicts ClientArchived  crm.conflicts:10",
    ]);
  });

  test("no rule here, and rules in other streams", () => {
    const rules = compileOrThrow([
      { file: "rooms.conflicts", text: "stream day {\n  SlotBooked conflicts SlotBooked on room\n}\n" },
    ]);
    const first = (category: string | null) =>
      renderExplanationText(explain(rules, "SlotBooked", "SlotBooked", { category })).split("\n")[0];
    expect(first(null)).toBe(
      "An incoming SlotBooked conflicts with a committed SlotBooked outside streams of 'day': it has no rule there, so it conflicts with everything.",
    );
    expect(first("night")).toBe(
      "An incoming SlotBooked conflicts with a committed SlotBooked in streams of 'night': it has no rule there, so it conflicts with everything.",
    );
    expect(first("day")).toBe(
      "Whether an incoming SlotBooked conflicts with a committed SlotBooked in streams of 'day' depends on their payloads.",
    );
  });

  test("rules for other types", () => {
    expect(textOf("ClientTagged", "NotePinned").slice(0, 4)).toEqual([
      "An incoming ClientTagged never conflicts with a committed NotePinned.",
      "",
      "  ClientTagged has no rule about a committed NotePinned. Its rules:",
      "    ClientTagged conflicts anything except MeetingNoteAdded, NotePinned  crm.conflicts:8",
    ]);
    const many = compileOrThrow([
      { file: "a.conflicts", text: "A conflicts B, C, D, E, F, G, H\nZ never conflicts\n" },
    ]);
    expect(
      renderExplanationText(explain(many, "A", "Z"))
        .split("\n")
        .slice(7, 9),
    ).toEqual(["    A conflicts F  a.conflicts:1", "    and 2 more"]);
  });

  test("unknown payloads", () => {
    expect(textOf("NotePinned", "NotePinned")).toEqual([
      "Whether an incoming NotePinned conflicts with a committed NotePinned outside streams of 'client' depends on their payloads.",
      "",
      "  NotePinned conflicts NotePinned on noteId",
      "    crm.conflicts:6",
    ]);
  });

  test.each<[string, JsonValue | undefined, JsonValue | undefined, string]>([
    ["equal", { day: 1 }, { day: 1 }, "fails: both are 1"],
    ["unequal", { day: 1 }, { day: "1" }, 'holds: mine.day is 1 and theirs.day is "1"'],
    ["missing", {}, { day: 1 }, "is in doubt, so it holds: mine.day is missing"],
    ["null", { day: 1 }, { day: null }, "is in doubt, so it holds: theirs.day is null"],
    [
      "an object and an array",
      { day: {} },
      { day: [] },
      "is in doubt, so it holds: mine.day is an object and theirs.day is an array",
    ],
    [
      "a number that is too great",
      { day: 2 ** 53 },
      undefined,
      "is in doubt, so it holds: mine.day is a number beyond 2^53",
    ],
    ["half known", undefined, { day: true }, "depends on mine.day: theirs.day is true"],
    [
      "long",
      { day: "x".repeat(50) },
      { day: "y" },
      `holds: mine.day is "${"x".repeat(38)}… and theirs.day is "y"`,
    ],
    [
      "disturbing",
      { day: "\u202E\u001B[31m" },
      { day: "y" },
      'holds: mine.day is "\uFFFD\\u001b[31m" and theirs.day is "y"',
    ],
  ])("a comparison: %s", (_, mine, theirs, sentence) => {
    const event = (type: string, data: JsonValue | undefined): EventInQuestion => ({
      type,
      ...(data !== undefined && { data }),
    });
    const lines = textOf(event("SlotMoved", mine), event("SlotBooked", theirs));
    expect(lines).toContain(`    mine.day != theirs.day ${sentence}`);
  });

  test("conditions that fail", () => {
    const lines = textOf(slot("NotePinned", { noteId: "n1" }), slot("NotePinned", { noteId: "n2" }));
    expect(lines[0]).toBe(
      "An incoming NotePinned does not conflict with a committed NotePinned outside streams of 'client', given these payloads.",
    );
    expect(lines[4]).toBe(
      '    mine.noteId = theirs.noteId fails: mine.noteId is "n1" and theirs.noteId is "n2"',
    );
  });

  describe("of one type against itself", () => {
    const rules = compileOrThrow([
      {
        file: "queue.conflicts",
        text: `Swapped conflicts Swapped on queue
Swapped conflicts Swapped when mine.to = theirs.from
Swapped conflicts Swapped when mine.from = theirs.to
Moved conflicts Moved when mine.to = theirs.from
`,
      },
    ]);
    const otherWay = (type: string, mine: JsonValue | undefined, theirs: JsonValue | undefined): string => {
      const event = (data: JsonValue | undefined) => ({ type, ...(data !== undefined && { data }) });
      const [, ...paragraph] = renderExplanationText(explain(rules, event(mine), event(theirs))).split(
        "The other way round, ",
      );
      return paragraph.join("");
    };

    test.each([
      ["Moved", undefined, undefined],
      ["Moved", { from: 1, to: 2 }, undefined],
      ["Moved", { from: 1, to: 1 }, { from: 1, to: 1 }],
      ["Moved", { from: 1, to: 2 }, { from: 3, to: 4 }],
      ["Moved", {}, { from: 3, to: 4 }],
      ["Swapped", { queue: 1, from: 1, to: 2 }, { queue: 1, from: 3, to: 4 }],
      ["Unheard", { a: 1 }, { a: 2 }],
    ])("the other direction is left out if it is the same: %s %j %j", (type, mine, theirs) => {
      expect(otherWay(type, mine, theirs)).toBe("");
    });

    test("the other direction is shown if its verdict differs", () => {
      expect(otherWay("Moved", { from: 1, to: 2 }, { from: 2, to: 3 })).toBe(
        "an incoming Moved does not conflict with a committed Moved, given these payloads.\n",
      );
      expect(otherWay("Moved", { from: 2, to: 3 }, { from: 1, to: 2 })).toBe(
        "an incoming Moved conflicts with a committed Moved.\n" +
          "  Moved conflicts Moved when mine.to = theirs.from  queue.conflicts:4\n",
      );
    });

    test("the other direction is shown if other rules decide", () => {
      const [mine, theirs] = [
        { queue: 1, from: 1, to: 2 },
        { queue: 2, from: 2, to: 3 },
      ];
      expect(otherWay("Swapped", mine, theirs)).toBe(
        "an incoming Swapped conflicts with a committed Swapped.\n" +
          "  Swapped conflicts Swapped when mine.from = theirs.to  queue.conflicts:3\n",
      );
    });
  });

  test("a predicate is named, but not called", () => {
    const rules = conflictRulesFrom([
      {
        incoming: { type: "A" },
        conflictsWith: [{ type: "A" }],
        conflictsWhen: () => {
          throw new Error("asked");
        },
      },
    ]);
    expect(renderExplanationText(explain(rules, slot("A", {}), slot("A", {})))).toContain(
      "  A conflicts A if its predicate says so\n    its predicate decides\n",
    );
  });

  test("ambiguous names are quoted, and no name disturbs the terminal", () => {
    const rules = conflictRulesFrom([{ incoming: { type: "on" }, conflictsWith: [{ type: "\u001B" }] }]);
    expect(renderExplanationText(explain(rules, "on", "\u001B")).split("\n")[0]).toBe(
      'An incoming "on" conflicts with a committed "\\u001b".',
    );
  });

  test("is marked up by meaning", () => {
    const style = {
      conflict: (text: string) => `!${text}!`,
      compatible: (text: string) => `~${text}~`,
      depends: (text: string) => `?${text}?`,
      strong: (text: string) => `*${text}*`,
      dim: (text: string) => `(${text})`,
    };
    const mine = slot("SlotMoved", { room: "r1" });
    const shown = renderExplanationText(explain(CRM, mine, slot("SlotBooked", { room: "r2", day: 1 })), {
      style,
    });
    expect(shown.split("\n").slice(0, 6)).toEqual([
      "~An incoming SlotMoved does not conflict with a committed SlotBooked, given these payloads.~",
      "",
      "  *SlotMoved conflicts SlotBooked when mine.room = theirs.room and mine.day != theirs.day*",
      "    (crm.conflicts:7)",
      '    mine.room = theirs.room ~fails~: mine.room is "r1" and theirs.room is "r2"',
      "    mine.day != theirs.day ?is in doubt?, so it holds: mine.day is missing",
    ]);
  });
});

describe("an explanation as JSON", () => {
  test("has everything, in a stable shape", () => {
    const mine = slot("NotePinned", { noteId: "n1" });
    const json: unknown = JSON.parse(renderExplanationJson(explain(CRM, mine, "NotePinned")));
    const source = { file: "crm.conflicts", line: 6, column: 1 };
    const comparison = { mine: ["noteId"], operator: "=", theirs: ["noteId"] };
    const registration = { type: "NotePinned", category: null, reason: null, source };
    const rule = {
      ...{ incoming: { type: "NotePinned" }, committed: { type: "NotePinned" }, category: null },
      ...{ when: [comparison], predicate: false, reason: null, source },
    };
    const value = { kind: "value", value: "n1" };
    const explained = (mineIs: object, theirsIs: object) => ({
      ...{ rule, isBarrier: false, outcome: "depends" },
      comparisons: [{ comparison, outcome: "depends", mine: mineIs, theirs: theirsIs }],
    });
    const common = { verdict: "depends", registration, otherCategories: ["client"], otherRules: [] };
    expect(json).toEqual({
      version: 1,
      category: null,
      ...common,
      incoming: mine,
      committed: { type: "NotePinned" },
      rules: [explained(value, { kind: "unknown" })],
      passedBarriers: [],
      replaced: null,
      opposite: {
        ...common,
        incoming: { type: "NotePinned" },
        committed: mine,
        rules: [explained({ kind: "unknown" }, value)],
      },
    });
  });
});
