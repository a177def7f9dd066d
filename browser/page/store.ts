/** The promises of a store that are not about conflicts: order, duplicates, transactions. */

import { postgresAdapter } from "@truce/adapter-postgres";
import { createEventStore, isTruceError, type EventStore } from "@truce/core";
import { withPglite, withStorage, type Storage } from "./storage.ts";

/** Appends to two streams in turn. Reads the whole store, first at once and then in two parts, and one category. */
export function readAllInOrder(storage: Storage): Promise<{
  readonly all: readonly string[];
  readonly inParts: readonly string[];
  readonly deals: readonly string[];
  readonly positions: readonly number[];
}> {
  return withStorage(storage, async (adapter) => {
    const store = createEventStore({ adapter });
    for (const [streamId, type] of [
      ["client-1", "A"],
      ["deal-1", "B"],
      ["client-1", "C"],
      ["deal-1", "D"],
    ] as const) {
      await store.append(streamId, [{ type, data: {} }], { expectedVersion: "any" });
    }
    const positions = await Array.fromAsync(store.readAll(), ({ position }) => position);
    const first = await names(store, { limit: 3 });
    const rest = await names(store, { afterPosition: positions[2] });
    return {
      all: await names(store),
      inParts: [...first, ...rest],
      deals: await names(store, { categories: ["deal"] }),
      positions,
    };
  });
}

/** Makes the same append twice, and then a different append with the same id. */
export function appendTwice(storage: Storage): Promise<{
  readonly outcomes: readonly string[];
  readonly all: readonly string[];
}> {
  return withStorage(storage, async (adapter) => {
    const store = createEventStore({ adapter });
    const id = crypto.randomUUID();
    const outcomes = [];
    for (const text of ["once", "once", "another"]) {
      outcomes.push(await outcomeOf(store, [{ id, type: "Noted", data: { text } }]));
    }
    return { outcomes, all: await names(store) };
  });
}

/** Appends in a transaction that is committed, and in one that is rolled back. */
export function inTransactions(): Promise<{ readonly all: readonly string[]; readonly outbox: number }> {
  return withPglite(async (pglite) => {
    const adapter = postgresAdapter({ pglite });
    await adapter.migrate();
    await pglite.exec("CREATE TABLE outbox (message text)");
    for (const [type, isKept] of [
      ["Kept", true],
      ["Dropped", false],
    ] as const) {
      await pglite.transaction(async (transaction) => {
        const inside = createEventStore({ adapter: adapter.inTransaction(transaction) });
        await inside.append("client-1", [{ type, data: {} }], { expectedVersion: "any" });
        await transaction.query("INSERT INTO outbox VALUES ($1)", [type]);
        if (!isKept) await transaction.rollback();
      });
    }
    const { rows } = await pglite.query("SELECT message FROM outbox");
    return { all: await names(createEventStore({ adapter })), outbox: rows.length };
  });
}

/** Makes an adapter from a connection string, and returns the message of the error: browsers have no TCP. */
export function withConnectionString(): string {
  try {
    postgresAdapter({ connectionString: "postgres://db/crm" });
    return "made";
  } catch (error) {
    if (isTruceError(error, "invalid-input")) return error.message;
    throw error;
  }
}

async function outcomeOf(store: EventStore, events: Parameters<EventStore["append"]>[1]): Promise<string> {
  try {
    const { kind, lastVersion } = await store.append("client-1", events, { expectedVersion: 0 });
    return `${kind} ${lastVersion}`;
  } catch (error) {
    if (isTruceError(error)) return error.code;
    throw error;
  }
}

function names(store: EventStore, options?: Parameters<EventStore["readAll"]>[0]): Promise<string[]> {
  return Array.fromAsync(
    store.readAll(options),
    ({ streamId, version, type }) => `${streamId} ${version} ${type}`,
  );
}
