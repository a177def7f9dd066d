/** PostgreSQL stores for the conformance suite. They can interrupt appends halfway and make the database unavailable. */

import type { TestStore } from "@truce/testkit";
import { afterAll } from "vitest";

import { postgresAdapter, type PostgresAdapter, type PostgresAdapterOptions } from "../../src/index.ts";
import type { PostgresConnection } from "../../src/connection.ts";
import { newSchema } from "./database.ts";

/** How to reach the database. */
export interface Reached {
  /** A connection for one adapter. It fails while `isDown` returns true. */
  readonly connect: (isDown: () => boolean) => PostgresConnection;
  /** Executes SQL as the owner of the schema. */
  readonly run: (sql: string) => Promise<unknown>;
  readonly options?: PostgresAdapterOptions;
  /** Wraps each adapter. */
  readonly wrap?: (adapter: PostgresAdapter) => PostgresAdapter;
}

/**
 * Makes empty stores, each in a schema that no other store uses at the same time. To create a schema takes longer than most
 * tests, so the schema of a store that was disposed of is emptied and used again.
 */
export function testStores(reached: Reached): () => Promise<TestStore> {
  const schemas: string[] = [];
  const free: string[] = [];
  afterAll(async () => {
    for (const schema of schemas) await reached.run(`DROP SCHEMA ${schema} CASCADE`);
  });
  return async () => {
    const known = free.pop();
    const schema = known ?? newSchema();
    if (known === undefined) schemas.push(schema);
    return await storeIn(schema, known === undefined, reached, async () => {
      await reached.run(`
        DELETE FROM ${schema}.events;
        DELETE FROM ${schema}.rule_sets;
        DELETE FROM ${schema}.processors;
        DELETE FROM ${schema}.snapshots;
        ALTER SEQUENCE ${schema}.positions RESTART;`);
      free.push(schema);
    });
  };
}

async function storeIn(
  schema: string,
  isNew: boolean,
  { connect, run, options, wrap = (adapter) => adapter }: Reached,
  dispose: () => Promise<void>,
): Promise<TestStore> {
  let isDown = false;
  const open = () =>
    postgresAdapter(
      connect(() => isDown),
      { ...options, schema },
    );
  if (isNew) await open().migrate();
  return {
    open: async () => wrap(open()),
    async interrupt(append) {
      await run(`
        CREATE FUNCTION ${schema}.die() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''the disk is full''; END';
        CREATE TRIGGER die AFTER INSERT ON ${schema}.events
          FOR EACH ROW WHEN (NEW.append_index = 1) EXECUTE FUNCTION ${schema}.die();`);
      try {
        return await append();
      } finally {
        await run(`DROP TRIGGER die ON ${schema}.events; DROP FUNCTION ${schema}.die()`);
      }
    },
    async whileUnavailable(work) {
      isDown = true;
      await work().finally(() => (isDown = false));
    },
    dispose,
  };
}
