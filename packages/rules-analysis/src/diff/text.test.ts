import { conflictRulesFrom, type RuleDeclaration } from "@truce/core/rules";
import { describe, expect, test } from "vitest";
import { compileOrThrow } from "@truce/rules-dsl";
import { diffRules } from "./diff-rules.ts";
import { renderDiffJson } from "./json.ts";
import { renderDiffText } from "./text.ts";

const rules = (text: string) => compileOrThrow([{ file: "crm.conflicts", text }]);

const BEFORE = rules(`ClientTagged conflicts anything except MeetingNoteAdded
NotePinned conflicts NotePinned
SlotMoved conflicts SlotMoved on slotId
SlotBooked conflicts SlotBooked on room and day
ClientArchived never conflicts
MeetingNoteAdded never conflicts
`);
const AFTER = rules(`ClientTagged conflicts anything except MeetingNoteAdded, NotePinned, SlotMoved
NotePinned conflicts NotePinned on noteId
SlotMoved conflicts SlotMoved on room
SlotBooked conflicts SlotBooked on room
RefundIssued conflicts RefundIssued, SlotBooked on id
MeetingNoteAdded never conflicts
`);

describe("a difference as text", () => {
  test("lists loosened pairs first, with the rules before and after", () => {
    expect(renderDiffText(diffRules(BEFORE, AFTER))).toBe(`4 pairs loosened, 9 tightened, 8 added

new types: RefundIssued
types that no rule names any more: ClientArchived

Loosened: what conflicted may be merged now
  ClientTagged with a committed NotePinned, SlotMoved
    before: conflicts (crm.conflicts:1)
    now:    never conflicts
  NotePinned with a committed NotePinned
    before: conflicts (crm.conflicts:2)
    now:    conflicts on noteId (crm.conflicts:2)

Loosened for some payloads, and tightened for others
  SlotMoved with a committed SlotMoved
    before: conflicts on slotId (crm.conflicts:3)
    now:    conflicts on room (crm.conflicts:3)

Tightened: what was merged may conflict now
  ClientArchived with a committed event of any type
    before: never conflicts
    now:    conflicts: the incoming type has no rule
  SlotBooked with a committed SlotBooked
    before: conflicts on room and day (crm.conflicts:4)
    now:    conflicts on room (crm.conflicts:4)

Added: pairs with a new type
  RefundIssued with a committed RefundIssued, SlotBooked
    conflicts on id (crm.conflicts:5)
  RefundIssued with a committed event of any type except RefundIssued, SlotBooked
    never conflicts
`);
  });

  test("names the streams of each change", () => {
    const declared = (...more: readonly RuleDeclaration[]) =>
      conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: [{ type: "A" }] }, ...more]);
    const override = {
      incoming: { type: "A" },
      conflictsWith: [],
      category: "client",
      override: true,
    } as const;
    expect(renderDiffText(diffRules(declared(), declared(override)))).toContain(
      "  A with a committed A, in streams of 'client'\n    before: conflicts\n    now:    never conflicts\n",
    );
    const changed = conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: [] }, override]);
    expect(renderDiffText(diffRules(declared(override), changed))).toContain(
      "  A with a committed A, except in streams of 'client'\n",
    );
  });

  test("lists types that gained or lost their rules", () => {
    const [without, withRules] = [rules("A conflicts B\n"), rules("A conflicts B\nB conflicts anything\n")];
    expect(renderDiffText(diffRules(without, withRules))).toBe(
      "nothing changes: every pair is judged as before\n\ntypes that have rules of their own now: B\n",
    );
    expect(renderDiffText(diffRules(withRules, without))).toContain(
      "types that have no rules of their own any more, so they conflict with everything: B\n",
    );
  });

  test("counts a changed predicate as loosened", () => {
    const byPredicate = (conflictsWhen: () => boolean) =>
      conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: [{ type: "A" }], conflictsWhen }]);
    const diff = diffRules(
      byPredicate(() => true),
      byPredicate(() => false),
    );
    expect(diff.counts).toEqual({ loosened: 1, tightened: 0, undecided: 1, added: 0 });
    expect(renderDiffText(diff)).toBe(`1 pair loosened (1 perhaps), 0 tightened, 0 added

Perhaps loosened: this cannot be decided
  A with a committed A
    before: conflicts if its predicate says so
    now:    conflicts if its predicate says so
`);
  });

  test("is marked up by meaning", () => {
    const style = { strong: (text: string) => `<b>${text}</b>`, depends: (text: string) => `<i>${text}</i>` };
    const lines = renderDiffText(diffRules(BEFORE, AFTER), { style }).split("\n");
    expect(lines.filter((line) => line.includes("<"))).toEqual([
      "<b>4 pairs loosened, 9 tightened, 8 added</b>",
      "<i>Loosened: what conflicted may be merged now</i>",
      "<i>Loosened for some payloads, and tightened for others</i>",
      "<b>Tightened: what was merged may conflict now</b>",
      "<b>Added: pairs with a new type</b>",
    ]);
  });
});

describe("a difference as JSON", () => {
  test("has everything, in a stable shape", () => {
    const [before, after] = [rules("A conflicts A\n"), rules("A conflicts A on id\n")];
    const rule = {
      incoming: { type: "A" },
      committed: { type: "A" },
      category: null,
      predicate: false,
      reason: null,
    };
    const source = { file: "crm.conflicts", line: 1, column: 1 };
    expect(JSON.parse(renderDiffJson(diffRules(before, after)))).toEqual({
      version: 1,
      before: before.fingerprint,
      after: after.fingerprint,
      counts: { loosened: 1, tightened: 0, undecided: 0, added: 0 },
      types: { added: [], removed: [], registered: [], unregistered: [] },
      changes: [
        {
          incoming: "A",
          committed: { type: "A" },
          streams: { anyCategoryExcept: [] },
          effect: "loosened",
          isNew: false,
          accepted: null,
          before: { kind: "always", rules: [{ ...rule, when: [], source }] },
          after: {
            kind: "conditional",
            rules: [{ ...rule, when: [{ mine: ["id"], operator: "=", theirs: ["id"] }], source }],
          },
        },
      ],
      unusedAcceptances: [],
    });
  });
});
