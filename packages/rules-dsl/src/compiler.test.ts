import { defineConflictRules, isTruceError, type Event } from "@truce/core";
import { describe, expect, test } from "vitest";
import { compile, compileOrThrow } from "./compiler.ts";
import { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";

type Fields = { noteId: string; room: string; day: string };
type CrmEvent =
  | Event<"ClientValueUpgraded", Fields>
  | Event<"ClientValueDowngraded", Fields>
  | Event<"MeetingNoteAdded", Fields>
  | Event<"NotePinned", Fields>
  | Event<"SlotBooked", Fields>
  | Event<"ClientMerged", Fields>
  | Event<"ClientTagged", Fields>;

const CRM = `language 1

/// Two people adjusted the same deal value.
/// Ask them.
ClientValueUpgraded conflicts
  ClientValueUpgraded,
  ClientValueDowngraded,

MeetingNoteAdded      never conflicts
NotePinned            conflicts NotePinned on noteId
SlotBooked            conflicts SlotBooked when mine.room = theirs.room
                                            and mine.day != theirs.day
ClientMerged          conflicts anything
ClientTagged          conflicts anything except MeetingNoteAdded, ClientTagged
anything except MeetingNoteAdded conflicts ClientMerged

events ClientValueUpgraded, ClientValueDowngraded, MeetingNoteAdded, NotePinned, SlotBooked
events ClientMerged, ClientTagged
`;

describe("compile", () => {
  test("returns the same value as defineConflictRules", () => {
    const rules = defineConflictRules<CrmEvent>({
      rules: {
        ClientValueUpgraded: ["ClientValueUpgraded", "ClientValueDowngraded"],
        MeetingNoteAdded: [],
        NotePinned: [{ type: "NotePinned", on: ["noteId"] }],
        SlotBooked: [
          {
            type: "SlotBooked",
            on: ["room"],
            when: [{ mine: "day", operator: "!=", theirs: "day" }],
          },
        ],
        ClientMerged: "anything",
        ClientTagged: [{ anythingExcept: ["MeetingNoteAdded", "ClientTagged"] }],
      },
      barriers: [{ except: ["MeetingNoteAdded"], conflicts: ["ClientMerged"] }],
    });
    const compiled = compile([{ file: "crm.conflicts", text: CRM }]);
    expect(compiled.diagnostics).toEqual([]);
    expect(compiled.rules?.canonicalJson).toBe(rules.canonicalJson);
    expect(compiled.rules?.fingerprint).toBe(rules.fingerprint);
  });

  test("keeps the location and the reason of each rule", () => {
    const rules = compileOrThrow([{ file: "crm.conflicts", text: CRM }]);
    const upgraded = rules.rules.filter(
      ({ incoming }) => "type" in incoming && incoming.type === "ClientValueUpgraded",
    );
    expect(upgraded.map(({ source, reason }) => ({ source, reason }))).toEqual(
      Array.from({ length: 2 }, () => ({
        source: { file: "crm.conflicts", line: 5, column: 1 },
        reason: "Two people adjusted the same deal value.\nAsk them.",
      })),
    );
  });

  test("no files, or an empty file, give rules without registrations", () => {
    expect(compile([]).rules?.registrations).toEqual([]);
    expect(compile([{ file: "a.conflicts", text: "" }]).rules?.registrations).toEqual([]);
  });

  test("returns no rules if one file has an error", () => {
    const files = [
      { file: "a.conflicts", text: "A never conflicts" },
      { file: "b.conflicts", text: "B conflict A" },
    ];
    expect(compile(files).rules).toBeNull();
  });
});

describe("compileOrThrow", () => {
  test("throws an error with all diagnostics, whose message shows the errors", () => {
    const files = [{ file: "crm.conflicts", text: "A never conflicts\nA never conflicts\n\tB conflict A\n" }];
    const error = ((): unknown => {
      try {
        return compileOrThrow(files);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isTruceError(error)).toBe(true);
    expect(error).toBeInstanceOf(InvalidConflictsFileError);
    expect((error as InvalidConflictsFileError).code).toBe("invalid-conflicts-file");
    expect((error as InvalidConflictsFileError).diagnostics.map(({ code }) => code)).toEqual([
      "CF3002",
      "CF1007",
    ]);
    expect((error as InvalidConflictsFileError).message).toBe(
      [
        "the conflict rules do not compile:",
        "",
        "crm.conflicts:3:4: error CF1007: found 'conflict' (did you mean 'conflicts'?)",
        "  3 | \tB conflict A",
        "    | \t  ^^^^^^^^",
        "",
      ].join("\n"),
    );
  });
});
