import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expectTypeOf, it } from "vitest";

import type { Event, RecordedEvent } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { defineUpcasters, type UpcasterDefinitions } from "./define-upcasters.ts";
import type { Upcasters } from "./upcasters.ts";

type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number; currency?: string }>
  | Event<"NotePinned", { noteId: string; board: { id: string } }>
  | Event<"NoteAdded", { text: string }>;

type ClientUpgraded = Event<"ClientUpgraded", { value: number }>;
type StoredEvent =
  | ClientUpgraded
  | Event<"NotePinned", { note: string }>
  | Event<"NotePinned@2", { noteId: string; board: { id: string } }>;

const define = defineUpcasters<ClientEvent, StoredEvent>;
const others: Omit<UpcasterDefinitions<ClientEvent, StoredEvent>, "ClientUpgraded"> = {
  NotePinned: {
    becomes: ["NotePinned@2"],
    upcast: ({ data }) => ({
      type: "NotePinned@2",
      data: { noteId: data.note, board: { id: "main" } },
    }),
  },
  "NotePinned@2": { stores: "NotePinned" },
};

describe("an upcaster", () => {
  it("gets the stored event with its type, and returns events of the next types", () => {
    const upcasters = define({
      ClientUpgraded: {
        becomes: [{ type: "ClientValueUpgraded", fields: { to: "value" } }, "NoteAdded"],
        upcast: (event) => {
          expectTypeOf(event).toEqualTypeOf<RecordedEvent<ClientUpgraded>>();
          return [
            { type: "ClientValueUpgraded", data: { to: event.data.value } },
            { type: "NoteAdded", data: { text: `upgraded at ${event.recordedAt.toISOString()}` } },
          ];
        },
      },
      NotePinned: {
        becomes: [{ type: "NotePinned@2", fields: { noteId: "note", "board.id": "note" } }],
        upcast: ({ data }) => ({
          type: "NotePinned@2",
          data: { noteId: data.note, board: { id: data.note } },
        }),
      },
      "NotePinned@2": { stores: "NotePinned" },
    });
    expectTypeOf(upcasters).toEqualTypeOf<Upcasters<ClientEvent>>();
    createEventStore<ClientEvent>({ adapter: memoryAdapter(), upcasters });
  });

  it("may return no event", () => {
    define({ ...others, ClientUpgraded: { becomes: [], upcast: () => [] } });
  });

  it("is needed for each stored type", () => {
    // @ts-expect-error -- ClientUpgraded is missing
    define(others);
    // @ts-expect-error -- the upcast function is missing
    define({ ...others, ClientUpgraded: { becomes: ["NoteAdded"] } });
  });

  it("is checked for the names and payloads of what it returns", () => {
    define({
      ...others,
      // @ts-expect-error -- the name is misspelt
      ClientUpgraded: { becomes: ["NoteAded"], upcast: () => [] },
    });
    define({
      ...others,
      ClientUpgraded: {
        becomes: ["NoteAdded"],
        // @ts-expect-error -- the payload has no text
        upcast: ({ data }) => ({ type: "NoteAdded", data: { value: data.value } }),
      },
    });
    define({
      ...others,
      ClientUpgraded: {
        becomes: ["NotePinned"],
        // @ts-expect-error -- NotePinned is the stored type here, with its old payload
        upcast: () => ({ type: "NotePinned", data: { noteId: "n1", board: { id: "b1" } } }),
      },
    });
    define({
      ...others,
      ClientUpgraded: {
        becomes: ["NoteAdded"],
        // @ts-expect-error -- it must be synchronous
        upcast: async () => ({ type: "NoteAdded", data: { text: "x" } }),
      },
    });
  });

  it("is checked for its fields, each on its own side", () => {
    const upcast = () => ({ type: "ClientValueUpgraded", data: { to: 1 } }) as const;
    define({
      ...others,
      ClientUpgraded: {
        // @ts-expect-error -- `from` is not a field of today's payload
        becomes: [{ type: "ClientValueUpgraded", fields: { from: "value" } }],
        upcast,
      },
    });
    define({
      ...others,
      ClientUpgraded: {
        // @ts-expect-error -- `to` is not a field of the stored payload
        becomes: [{ type: "ClientValueUpgraded", fields: { to: "to" } }],
        upcast,
      },
    });
  });
});

describe("a stored type that stores one of today's types", () => {
  it("has the same payload", () => {
    const ClientUpgraded = { becomes: [], upcast: () => [] };
    define({ ...others, ClientUpgraded });
    // @ts-expect-error -- NoteAdded has another payload
    define({ ...others, ClientUpgraded, "NotePinned@2": { stores: "NoteAdded" } });
    // @ts-expect-error -- not one of today's types
    define({ ...others, ClientUpgraded, "NotePinned@2": { stores: "NotePined" } });
  });
});

describe("upcasters without a union of events", () => {
  it("have any names", () => {
    const upcasters = defineUpcasters({
      A: { becomes: ["B"], upcast: ({ data }) => ({ type: "B", data }) },
      B: { stores: "C" },
    });
    expectTypeOf(upcasters).toEqualTypeOf<Upcasters>();
    createEventStore({ adapter: memoryAdapter(), upcasters });
  });
});

describe("a store", () => {
  it("accepts only upcasters that lead to its events", () => {
    const upcasters = defineUpcasters<Event<"Other", null>, Event<"Old", null>>({
      Old: { becomes: ["Other"], upcast: () => ({ type: "Other", data: null }) },
    });
    // @ts-expect-error -- the store has no event Other
    createEventStore<ClientEvent>({ adapter: memoryAdapter(), upcasters });
    createEventStore<ClientEvent | Event<"Other", null>>({ adapter: memoryAdapter(), upcasters });
  });
});
