import { describe, expectTypeOf, it } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import type { ConflictRulesFor, NamedField } from "./conflict-rules-for.ts";
import type { ConflictRules, NamedConflictRules } from "./conflict-rules.ts";

type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<
      "NotePinned" | "NoteUnpinned",
      { noteId: string; board: { id: number; tags: string[] }; by?: string }
    >
  | Event<"Imported">;

declare const rules: ConflictRules;
declare const adapter: StorageAdapter;
type Names = "ClientValueUpgraded" | "NotePinned";

describe("a store for a union of events", () => {
  it("accepts rules whose names the compiler does not know", () => {
    expectTypeOf(rules).toExtend<ConflictRulesFor<ClientEvent>>();
    createEventStore<ClientEvent>({ adapter, rules });
    createEventStore<ClientEvent>({ adapter });
  });

  it("accepts rules whose names are its events", () => {
    const named: NamedConflictRules<Names, "NotePinned on board.id"> = rules;
    createEventStore<ClientEvent>({ adapter, rules: named });
    expectTypeOf<NamedConflictRules<Names>>().toExtend<ConflictRulesFor<ClientEvent>>();
    expectTypeOf<NamedConflictRules<never>>().toExtend<ConflictRulesFor<ClientEvent>>();
  });

  it("does not accept rules with a name that none of its events has", () => {
    const misspelt: NamedConflictRules<Names | "NotePined"> = rules;
    // @ts-expect-error -- there is no NotePined
    createEventStore<ClientEvent>({ adapter, rules: misspelt });
  });

  it("does not accept rules that compare a field that does not exist, or is not a scalar", () => {
    const misspelt: NamedConflictRules<Names, "NotePinned on noteID"> = rules;
    // @ts-expect-error -- there is no noteID
    createEventStore<ClientEvent>({ adapter, rules: misspelt });
    const ofAnother: NamedConflictRules<Names, "ClientValueUpgraded on noteId"> = rules;
    // @ts-expect-error -- it is a field of another event
    createEventStore<ClientEvent>({ adapter, rules: ofAnother });
    const list: NamedConflictRules<Names, "NotePinned on board.tags"> = rules;
    // @ts-expect-error -- an array can't be compared
    createEventStore<ClientEvent>({ adapter, rules: list });
  });

  it("accepts any rules if its events or their payloads have no declared type", () => {
    const named: NamedConflictRules<Names, "NotePinned on noteId"> = rules;
    createEventStore({ adapter, rules: named });
    const imported: NamedConflictRules<"Imported", "Imported on whatever"> = rules;
    createEventStore<ClientEvent>({ adapter, rules: imported });
  });
});

describe("the fields that rules can compare", () => {
  it("are named with their events", () => {
    expectTypeOf<NamedField<Event<"A" | "B", { id: string; at: { day: number } }>>>().toEqualTypeOf<
      "A on id" | "A on at.day" | "B on id" | "B on at.day"
    >();
    expectTypeOf<NamedField<Event<"A">>>().toEqualTypeOf<`A on ${string}`>();
  });
});
