/** The store of a round: a schema, with additions that make some commits fail and some events be refused. */

import { setTimeout as sleep } from "node:timers/promises";

import type { Pool } from "pg";

import { grantsSql, postgresAdapter, type PostgresAdapter } from "../../src/index.ts";
import { APPLICATION_NAME, COMMIT_FAILURES } from "./clients/profiles.ts";
import { CLIENT_ROLE } from "./faults/pool-full.ts";
import { REFUSED_TYPE } from "./rules.ts";

/** Creates the role of the clients, once per server. It has only the rights that an application needs. */
export async function createClientRole(admin: Pool): Promise<void> {
  await admin.query(`CREATE ROLE ${CLIENT_ROLE} LOGIN PASSWORD 'password'`);
}

export async function createStore(admin: Pool, schema: string): Promise<PostgresAdapter> {
  const adapter = postgresAdapter({ pool: admin }, { schema });
  await adapter.migrate();
  await admin.query(grantsSql({ role: CLIENT_ROLE, schema }));
  await admin.query(`
    CREATE TABLE ${schema}.effects (place bigserial PRIMARY KEY, position bigint NOT NULL, stream_id text NOT NULL);
    GRANT INSERT ON ${schema}.effects TO ${CLIENT_ROLE};
    CREATE TABLE ${schema}.counts (stream_id text PRIMARY KEY, events integer NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON ${schema}.counts TO ${CLIENT_ROLE};
    GRANT USAGE ON SEQUENCE ${schema}.effects_place_seq TO ${CLIENT_ROLE};
    ALTER TABLE ${schema}.events ADD CONSTRAINT refused CHECK (type <> '${REFUSED_TYPE}');
    CREATE FUNCTION ${schema}.fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF random() < current_setting('${COMMIT_FAILURES}', true)::double precision THEN
        RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'this commit fails';
      END IF;
      RETURN NULL;
    END $$;
    -- Deferred to the commit, when the verdicts have been sent to the client already.
    CREATE CONSTRAINT TRIGGER fail_commit AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION ${schema}.fail_commit()`);
  return adapter;
}

/** Waits until no append is under way. Appends of killed clients may still be running. */
export async function noAppendUnderWay(admin: Pool): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const { rows } = await admin.query(
      "SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle' AND query ~ '\\.append\\w*\\('",
      [APPLICATION_NAME],
    );
    if (rows.length === 0) return;
    await sleep(20);
  }
  throw new Error("an append is still under way although all clients have ended");
}
