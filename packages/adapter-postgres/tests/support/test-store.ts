/** A PostgreSQL store for the conformance suite. It can interrupt appends halfway and make the database unavailable. */

import type { TestStore } from "@truce/testkit";

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

/** An empty store in a schema of its own. */
export async function testStore({
  connect,
  run,
  options,
  wrap = (adapter) => adapter,
}: Reached): Promise<TestStore> {
  const schema = newSchema();
  let isDown = false;
  const open = () =>
    postgresAdapter(
      connect(() => isDown),
      { ...options, schema },
    );
  await open().migrate();
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
    dispose: async () => void (await run(`DROP SCHEMA ${schema} CASCADE`)),
  };
}
