import { describe, expectTypeOf, it } from "vitest";

import type { Event } from "../events/event.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import { defineConflictRules } from "./define-conflict-rules.ts";
import type { FieldOf, SharedField } from "./field-names.ts";

type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"NotePinned", { noteId: string; board: { id: number; tags: string[] }; by?: string }>
  | Event<"NoteUnpinned", { noteId: string; board: { id: string } }>
  | Event<"SomethingElse">;

const define = defineConflictRules<ClientEvent>;

describe("names of events", () => {
  it("are checked against the union", () => {
    expectTypeOf(
      define({ rules: { ClientValueUpgraded: ["ClientValueUpgraded"], NotePinned: [] } }),
    ).toEqualTypeOf<ConflictRules>();
    // @ts-expect-error -- the incoming type is misspelt
    define({ rules: { ClientValueUpgradd: [] } });
    // @ts-expect-error -- the committed type is misspelt
    define({ rules: { ClientValueUpgraded: ["ClientValueUpgradd"] } });
    // @ts-expect-error -- so is this one
    define({ rules: { ClientValueUpgraded: [{ type: "ClientValueUpgradd" }] } });
    // @ts-expect-error -- and this one
    define({ rules: { ClientValueUpgraded: [{ anythingExcept: ["ClientValueUpgradd"] }] } });
    // @ts-expect-error -- it must be a list, or "anything"
    define({ rules: { ClientValueUpgraded: "ClientValueUpgraded" } });
    // @ts-expect-error -- barriers are checked too
    define({ rules: {}, barriers: [{ except: ["NotePined"], conflicts: ["NotePinned"] }] });
    // @ts-expect-error -- and rules for a category
    define({ rules: {}, streams: { client: { rules: { NotePined: [] } } } });
  });
});

describe("fields of payloads", () => {
  it("are checked against both payloads", () => {
    const rules = define({
      rules: { NotePinned: [{ type: "NotePinned", on: ["noteId", "board.id", "by"] }] },
    });
    expectTypeOf(rules).toEqualTypeOf<ConflictRules>();
    define({ rules: { NotePinned: [{ type: "NoteUnpinned", on: ["noteId", "board.id"] }] } });
    define({ rules: { SomethingElse: [{ type: "SomethingElse", on: ["whatever"] }] } });
    // @ts-expect-error -- no such field
    define({ rules: { NotePinned: [{ type: "NotePinned", on: ["noteID"] }] } });
    // @ts-expect-error -- the other payload does not have it
    define({ rules: { NotePinned: [{ type: "NoteUnpinned", on: ["by"] }] } });
    // @ts-expect-error -- an object can't be compared
    define({ rules: { NotePinned: [{ type: "NotePinned", on: ["board"] }] } });
    // @ts-expect-error -- the payload of an unknown type has no known fields
    define({ rules: { NotePinned: [{ anythingExcept: [], on: ["noteId"] }] } });
    // @ts-expect-error -- an array can't be compared either
    define({ rules: { NotePinned: [{ type: "NotePinned", on: ["board.tags"] }] } });
  });

  it("are checked in comparisons, each against its own side", () => {
    const when = [{ mine: "board.id", operator: "!=", theirs: "to" }] as const;
    expectTypeOf(
      define({ rules: { NotePinned: [{ type: "ClientValueUpgraded", when }] } }),
    ).toEqualTypeOf<ConflictRules>();
    const swapped = [{ mine: "to", operator: "=", theirs: "to" }] as const;
    // @ts-expect-error -- `to` is theirs
    define({ rules: { NotePinned: [{ type: "ClientValueUpgraded", when: swapped }] } });
    const ordered = [{ mine: "by", operator: "<", theirs: "by" }] as const;
    // @ts-expect-error -- only = and != are exact
    define({ rules: { NotePinned: [{ type: "NotePinned", when: ordered }] } });
  });

  it("are listed as paths", () => {
    expectTypeOf<FieldOf<{ a: string; b: { c: number | null; d: string[] }; e?: boolean }>>().toEqualTypeOf<
      "a" | "b.c" | "e"
    >();
    expectTypeOf<SharedField<{ a: 1; b: 2 }, { b: 3; c: 4 }>>().toEqualTypeOf<"b">();
    expectTypeOf<FieldOf<{ "a.b": 1; c: 2 }>>().toEqualTypeOf<"c">();
    expectTypeOf<FieldOf<unknown>>().toEqualTypeOf<string>();
  });
});

describe("predicates", () => {
  it("see both payloads with their types", () => {
    define({
      rules: {
        NotePinned: [
          {
            type: "ClientValueUpgraded",
            conflictsWhen: (incoming, committed) => {
              expectTypeOf(incoming.data.noteId).toEqualTypeOf<string>();
              expectTypeOf(committed.data.to).toEqualTypeOf<number>();
              return committed.version > 3;
            },
          },
        ],
      },
    });
    // @ts-expect-error -- a predicate must be synchronous
    define({ rules: { NotePinned: [{ type: "NotePinned", conflictsWhen: async () => false }] } });
  });

  it("see events of any type if no union is given", () => {
    defineConflictRules({
      rules: {
        A: [
          {
            type: "B",
            conflictsWhen: (incoming, committed) => {
              expectTypeOf(incoming.data).toEqualTypeOf<unknown>();
              expectTypeOf(committed.data).toEqualTypeOf<unknown>();
              return incoming.type === committed.type;
            },
          },
        ],
      },
    });
  });
});
