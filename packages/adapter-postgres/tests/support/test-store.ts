/** A store of PostgreSQL for the conformance suite: several handles, appends that die half-way, and a database that is gone. */

import type { TestStore } from "@truce/testkit";

import { postgresAdapter, type PostgresAdapter, type PostgresAdapterOptions } from "../../src/index.ts";
import type { PostgresConnection } from "../../src/connection.ts";
import { newSchema } from "./database.ts";

/** How the database is reached. */
export interface Reached {
  /** A connection for one handle. Its `isDown` makes it fail. */
  readonly connect: (isDown: () => boolean) => PostgresConnection;
  /** Runs SQL as the owner of the schema. */
  readonly run: (sql: string) => Promise<unknown>;
  readonly options?: PostgresAdapterOptions;
  /** What stands around each handle. */
  readonly around?: (adapter: PostgresAdapter) => PostgresAdapter;
}

/** An empty store in a schema of its own. */
export async function testStore({
  connect,
  run,
  options,
  around = (adapter) => adapter,
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
    open: async () => around(open()),
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
