import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import type { Event } from "../events/event.ts";
import { createProcessor } from "../processing/create-processor.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { defineProjection, memoryTable, projectInto, type Projection } from "./projection.ts";

type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"ClientRenamed", { name: string }>
  | Event<"ClientDeleted", Record<string, never>>
  | Event<"MeetingNoteAdded", { text: string; by: string }>;

interface ClientRow {
  readonly name: string;
  readonly notes: number;
}

const clients = defineProjection<ClientEvent, ClientRow>({
  name: "clients",
  version: 1,
  initialState: () => ({ name: "", notes: 0 }),
  evolve: {
    ClientRegistered: (row, { data }) => ({ ...row, name: data.name }),
    ClientDeleted: () => null,
    MeetingNoteAdded: (row) => ({ ...row, notes: row.notes + 1 }),
  },
});

const authors = defineProjection<ClientEvent, number>({
  name: "authors",
  version: 3,
  key: (event) => (event.type === "MeetingNoteAdded" && event.data.by !== "" ? event.data.by : null),
  initialState: () => 0,
  evolve: { MeetingNoteAdded: (notes) => notes + 1 },
});

const registered = { type: "ClientRegistered", data: { name: "Ann" } } as const;
const deleted = { type: "ClientDeleted", data: {} } as const;
const note = (by: string) => ({ type: "MeetingNoteAdded", data: { text: "hello", by } }) as const;
const any = { expectedVersion: "any" } as const;

describe("a projection in the store", () => {
  it("has its rows as soon as the append has returned", async () => {
    const table = memoryTable<ClientRow>();
    const store = createEventStore<ClientEvent>({
      adapter: memoryAdapter(),
      projections: [projectInto(clients, table)],
    });
    await store.append("client-1", [registered, note("Joe")], any);
    expect(Object.fromEntries(table.rows)).toEqual({ "client-1": { name: "Ann", notes: 1 } });
    await store.append("client-1", [note("Joe")], any);
    await store.append("client-2", [registered], any);
    expect(Object.fromEntries(table.rows)).toEqual({
      "client-1": { name: "Ann", notes: 2 },
      "client-2": { name: "Ann", notes: 0 },
    });
    await store.append("client-1", [deleted], any);
    expect([...table.rows.keys()]).toEqual(["client-2"]);
  });

  it("begins again with a new row after it was deleted", async () => {
    const table = memoryTable<ClientRow>();
    const store = createEventStore<ClientEvent>({
      adapter: memoryAdapter(),
      projections: [projectInto(clients, table)],
    });
    await store.append("client-1", [registered, note("Joe"), deleted, note("Joe")], any);
    expect(Object.fromEntries(table.rows)).toEqual({ "client-1": { name: "", notes: 1 } });
  });

  it("can have rows by another key, and leave events out", async () => {
    const table = memoryTable<number>();
    const store = createEventStore<ClientEvent>({
      adapter: memoryAdapter(),
      projections: [projectInto(authors, table)],
    });
    await store.append("client-1", [registered, note("Joe"), note(""), note("Ann")], any);
    await store.append("client-2", [note("Joe")], any);
    expect(Object.fromEntries(table.rows)).toEqual({ Joe: 2, Ann: 1 });
  });

  it("gets only events of its types, and no call without them", async () => {
    const seen: string[][] = [];
    const store = createEventStore<ClientEvent>({
      adapter: memoryAdapter(),
      projections: [
        {
          name: "notes",
          types: ["MeetingNoteAdded"],
          handle: (events) => void seen.push(events.map((e) => e.type)),
        },
        { name: "all", handle: (events) => void seen.push(events.map((e) => e.type)) },
      ],
    });
    await store.append("client-1", [registered], any);
    await store.append("client-1", [note("Joe"), deleted], any);
    expect(seen).toEqual([["ClientRegistered"], ["MeetingNoteAdded"], ["MeetingNoteAdded", "ClientDeleted"]]);
  });

  it("fails the append if it throws, and names itself", async () => {
    const broken = new Error("no such column");
    const store = createEventStore<ClientEvent>({
      adapter: memoryAdapter(),
      projections: [
        {
          name: "broken v1",
          handle() {
            throw broken;
          },
        },
      ],
    });
    await expect(store.append("client-1", [registered], any)).rejects.toMatchObject({
      code: "projection-failed",
      projection: "broken v1",
      message: "nothing was appended, because projection 'broken v1' failed",
      cause: broken,
    });
    expect(await store.streamVersion("client-1")).toBe(0);
  });

  it("needs an adapter that can run it", () => {
    const adapter = { ...memoryAdapter(), projects: undefined };
    const projections = [projectInto(clients, memoryTable<ClientRow>())];
    expect(() => createEventStore<ClientEvent>({ adapter, projections })).toThrow(/options\.projections/);
  });
});

describe("a projection in a processor", () => {
  it("has its rows soon after the append, under its name and version", async () => {
    const table = memoryTable<ClientRow>();
    const store = createEventStore<ClientEvent>({ adapter: memoryAdapter() });
    const intoClients = projectInto(clients, table);
    await using processor = createProcessor<ClientEvent>({ store, ...intoClients });
    await processor.start();
    const result = await store.append("client-1", [registered, note("Joe")], any);
    await processor.waitFor(result);
    expect(Object.fromEntries(table.rows)).toEqual({ "client-1": { name: "Ann", notes: 1 } });
    expect(intoClients.name).toBe("clients v1");
    expect(intoClients.types).toEqual(["ClientRegistered", "ClientDeleted", "MeetingNoteAdded"]);
  });
});

it.each([
  [{ name: "" }, "projection.name"],
  [{ version: 0 }, "projection.version"],
  [{ version: 1.5 }, "projection.version"],
  [{ initialState: { name: "" } }, "projection.initialState"],
  [{ evolve: {} }, "projection.evolve"],
])("a projection with %j is refused", (wrong, path) => {
  expect(() => defineProjection({ ...clients, ...wrong } as Projection<ClientEvent, ClientRow>)).toThrow(
    expect.objectContaining({ code: "invalid-input", path }),
  );
});
