import { describe, expect, it } from "vitest";

import type { Event } from "../events/event.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { conflictRulesFrom } from "../rules/conflict-rules-from.ts";
import { ruleText } from "../rules/rule-text.ts";
import { defineUpcasters } from "./define-upcasters.ts";
import { storedRules } from "./stored-rules.ts";

const drop = () => [];
const upcasters = defineUpcasters({
  Upgraded: { becomes: [{ type: "Raised", fields: { to: "value" } }], upcast: drop },
  Merged: { becomes: ["Raised", "Noted"], upcast: drop },
  Seen: { becomes: [], upcast: drop },
  Pinned: { becomes: [{ type: "Pinned@2", fields: { noteId: "note" } }], upcast: drop },
  "Pinned@2": { stores: "Pinned" },
});

function translated(definition: Parameters<typeof defineConflictRules<Event>>[0]): readonly string[] {
  return storedRules(defineConflictRules(definition), upcasters).rules.map(ruleText);
}

describe("rules over stored types", () => {
  it("list every stored type that can become a listed type", () => {
    expect(translated({ rules: { Raised: ["Raised"], Noted: ["Noted"] } })).toEqual([
      "Noted conflicts Merged",
      "Noted conflicts Noted",
      "Raised conflicts Merged",
      "Raised conflicts Raised",
      "Raised conflicts Upgraded",
    ]);
  });

  it("compare a field where it was stored, and leave out a comparison whose field has no known place", () => {
    expect(
      translated({
        rules: {
          Raised: [
            { type: "Raised", on: ["to", "by"] },
            { type: "Pinned", on: ["noteId"] },
          ],
        },
      }),
    ).toEqual([
      "Raised conflicts Merged",
      "Raised conflicts Pinned when mine.noteId = theirs.note",
      'Raised conflicts "Pinned@2" on noteId',
      "Raised conflicts Raised on to and by",
      "Raised conflicts Upgraded when mine.to = theirs.value",
    ]);
  });

  it("except a stored type only if everything that it can become is excepted, or if it becomes nothing", () => {
    expect(translated({ rules: { Noted: "anything" } })).toEqual(["Noted conflicts anything except Seen"]);
    expect(translated({ rules: { Noted: [{ anythingExcept: ["Raised"] }] } })).toEqual([
      "Noted conflicts anything except Raised, Seen, Upgraded",
    ]);
    expect(translated({ rules: { Noted: [{ anythingExcept: ["Raised", "Noted", "Pinned"] }] } })).toEqual([
      'Noted conflicts anything except Merged, Noted, Pinned, "Pinned@2", Raised, Seen, Upgraded',
    ]);
  });

  it("with comparisons, name stored types apart from the types that are read as they are", () => {
    const rules = conflictRulesFrom([
      {
        incoming: { type: "Noted" },
        conflictsWith: [{ anythingExcept: ["Noted"] }],
        when: [{ mine: ["to"], operator: "=", theirs: ["to"] }],
      },
    ]);
    expect(storedRules(rules, upcasters).rules.map(ruleText)).toEqual([
      "Noted conflicts anything except Merged, Noted, Pinned, Seen, Upgraded on to",
      "Noted conflicts Merged",
      "Noted conflicts Pinned",
      "Noted conflicts Upgraded when mine.to = theirs.value",
    ]);
  });

  it("name incoming types as they are stored", () => {
    const rules = defineConflictRules({
      rules: { Pinned: [] },
      barriers: [{ except: ["Pinned"], conflicts: ["Noted"] }],
      streams: { board: { overrides: { Pinned: ["Noted"] } } },
    });
    const stored = storedRules(rules, upcasters);
    expect(stored.registrations.map(({ type, category }) => [type, category])).toEqual([
      ["Pinned@2", "board"],
      ["Pinned@2", null],
    ]);
    expect(stored.rules.map(({ incoming }) => incoming)).toEqual([
      { type: "Pinned@2" },
      { type: "Pinned@2" },
      { anythingExcept: ["Pinned@2"] },
      { anythingExcept: ["Pinned@2"] },
    ]);
  });

  it("are never contradictory, because of a comparison that was left out", () => {
    expect(
      translated({
        rules: { Noted: [{ anythingExcept: ["Raised"] }, { type: "Raised", on: ["by"] }] },
      }),
    ).toEqual([
      "Noted conflicts anything except Raised, Seen, Upgraded",
      "Noted conflicts Merged",
      "Noted conflicts Raised on by",
      "Noted conflicts Upgraded",
    ]);
  });

  it("say that a rule has a predicate, but not which", () => {
    const rules = defineConflictRules({
      rules: { Raised: [{ type: "Raised", conflictsWhen: () => false }] },
    });
    expect(storedRules(rules, upcasters).canonicalJson).toContain(
      '{"predicate":true,"type":"Upgraded","when":[]}',
    );
  });

  it("keep reasons and places", () => {
    const rules = defineConflictRules({
      rules: { Raised: [{ type: "Raised", reason: "ask Ann" }], Noted: [] },
    });
    expect(storedRules(rules, upcasters).rules.map(({ reason }) => reason)).toEqual([
      "ask Ann",
      "ask Ann",
      "ask Ann",
    ]);
  });

  it("are refused if the rules name a stored type of the past: no event has that type today", () => {
    const rules = defineConflictRules({
      rules: { Raised: ["Upgraded"], Noted: [{ anythingExcept: ["Seen"] }], "Pinned@2": [] },
    });
    expect(() => storedRules(rules, upcasters)).toThrow(
      expect.objectContaining({
        code: "invalid-upcasters",
        problems: [
          "a name in the conflict rules is 'Pinned@2', a stored type that is read as 'Pinned': use that name",
          "a name in the conflict rules is 'Seen', a stored type whose events are not read any more",
          "a name in the conflict rules is 'Upgraded', a stored type that is read as 'Raised': use that name",
        ],
      }) as Error,
    );
  });
});
