import { describe, expectTypeOf, it } from "vitest";

import type { EventStore } from "../store/event-store.ts";
import type { Event, EventOfType, RecordedEvent } from "./event.ts";
import type { JsonObject } from "./json.ts";

type Pinned = Event<"Pinned", { note: string }, { userId: string; requestId?: string }>;
type Moved = Event<"Moved", { note: string }, { userId?: string }>;
type Viewed = Event<"Viewed", { note: string }>;

declare const store: EventStore<Pinned | Moved | Viewed>;
const data = { note: "n1" };
const options = { expectedVersion: 0 };

describe("metadata of a declared type", () => {
  it("is required in an append if one of its fields is", () => {
    void store.append("board-1", [{ type: "Pinned", data, metadata: { userId: "ann" } }], options);
    // @ts-expect-error -- the metadata is missing
    void store.append("board-1", [{ type: "Pinned", data }], options);
    // @ts-expect-error -- so is this field
    void store.append("board-1", [{ type: "Pinned", data, metadata: { requestId: "7" } }], options);
  });

  it("may be left out if all of its fields may be", () => {
    void store.append("board-1", [{ type: "Moved", data }], options);
    void store.append("board-1", [{ type: "Moved", data, metadata: {} }], options);
    // @ts-expect-error -- a user id is a string
    void store.append("board-1", [{ type: "Moved", data, metadata: { userId: 7 } }], options);
  });

  it("is read back as it was declared", () => {
    expectTypeOf<RecordedEvent<Pinned>["metadata"]>().toEqualTypeOf<{ userId: string; requestId?: string }>();
    expectTypeOf<RecordedEvent<Moved>["metadata"]>().toEqualTypeOf<{ userId?: string }>();
  });
});

describe("metadata without a declared type", () => {
  it("is any object, or none", () => {
    void store.append("board-1", [{ type: "Viewed", data }], options);
    void store.append("board-1", [{ type: "Viewed", data, metadata: { by: "ann" } }], options);
    // @ts-expect-error -- metadata is an object
    void store.append("board-1", [{ type: "Viewed", data, metadata: "ann" }], options);
  });

  it("is read back as an object of JSON", () => {
    expectTypeOf<RecordedEvent<Viewed>["metadata"]>().toEqualTypeOf<JsonObject>();
    expectTypeOf<RecordedEvent["metadata"]>().toEqualTypeOf<JsonObject>();
  });
});

describe("a union of events", () => {
  it("has members with a name, also if a member has several names", () => {
    type Several = Event<"Pinned" | "Unpinned", { note: string }>;
    expectTypeOf<EventOfType<Several | Viewed, "Pinned">>().toEqualTypeOf<Several>();
    expectTypeOf<EventOfType<Pinned | Moved | Viewed, "Pinned" | "Moved">>().toEqualTypeOf<Pinned | Moved>();
    expectTypeOf<EventOfType<Event, "Pinned">>().toEqualTypeOf<Event>();
    expectTypeOf<EventOfType<Pinned, "Moved">>().toEqualTypeOf<never>();
  });

  it("is narrowed by its type, metadata included", async () => {
    for await (const event of store.readAll()) {
      if (event.type === "Pinned") expectTypeOf(event.metadata.userId).toEqualTypeOf<string>();
      if (event.type === "Moved") expectTypeOf(event.metadata.userId).toEqualTypeOf<string | undefined>();
    }
  });
});
