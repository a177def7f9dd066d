/**
 * The obvious SQL, a single statement that locks the stream and looks for conflicts, merges a conflict.
 *
 * This test records the fact, and shows that interleavings like those in this folder detect it: two sessions take the
 * same steps with the obvious SQL and with the adapter.
 */

import { afterAll, afterEach, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";
import { sessionsOn, type NamedSession, type Sessions } from "./support/sessions.ts";

const pool = newPool();
afterAll(() => pool.end());

let schema: string;
let adapter: PostgresAdapter;
let sessions: Sessions;
beforeEach(async () => {
  schema = newSchema();
  adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  sessions = sessionsOn(pool, adapter, schema);
});
afterEach(() => sessions.end());

/** Appends a claim of a caller who has seen version 1. Returns the outcome, or null if it was refused. */
type AppendClaim = (session: NamedSession) => Promise<string | null>;

/** The first session claims and keeps its transaction open, the second waits for it, the first commits. Returns both outcomes. */
async function outcomesOfBoth(appendClaim: AppendClaim): Promise<readonly (string | null)[]> {
  const a = await sessions.open("a");
  const b = await sessions.open("b");
  await a.begin();
  await b.begin();
  const first = await appendClaim(a);
  const second = appendClaim(b);
  await sessions.expectWaiting(b, a);
  await a.commit();
  const outcomes = [first, await second];
  await b.commit();
  return outcomes;
}

test("the obvious SQL merges a conflict", async () => {
  await pool.query(`
    CREATE TABLE ${schema}.heads (stream_id text PRIMARY KEY, version bigint NOT NULL);
    CREATE TABLE ${schema}.log (stream_id text, version bigint, type text, UNIQUE (stream_id, version));
    INSERT INTO ${schema}.heads VALUES ('client-1', 1);
    INSERT INTO ${schema}.log VALUES ('client-1', 1, 'Opened')`);
  const outcomes = await outcomesOfBoth(async ({ client }) => {
    // After the wait, the row of `heads` is read again, but the log is read as it was before the wait.
    const { rows } = await client.query<{ version: string }>(`
      WITH head AS (
        UPDATE ${schema}.heads SET version = version + 1
        WHERE stream_id = 'client-1' AND NOT EXISTS (
          SELECT FROM ${schema}.log WHERE stream_id = 'client-1' AND version > 1 AND type = 'Claimed'
        )
        RETURNING version
      )
      INSERT INTO ${schema}.log SELECT 'client-1', version, 'Claimed' FROM head RETURNING version`);
    return rows[0] ? `version ${rows[0].version}` : null;
  });
  expect(outcomes).toEqual(["version 2", "version 3"]);
  const { rows } = await pool.query(`SELECT version, type FROM ${schema}.log ORDER BY version`);
  expect(rows).toEqual([
    { version: "1", type: "Opened" },
    { version: "2", type: "Claimed" },
    { version: "3", type: "Claimed" },
  ]);
});

test("if the lock is taken first and the looks are separate statements, the same steps end in a conflict", async () => {
  await adapter.append(request({ events: [event("Opened")] }));
  const outcomes = await outcomesOfBoth(async (session) => {
    const outcome = await session.append(
      request({
        events: [event("Claimed")],
        expectedVersion: 1,
        conflictsWith: [{ type: "Claimed", where: [] }],
      }),
    );
    return outcome.kind === "conflict" ? null : `version ${"lastVersion" in outcome && outcome.lastVersion}`;
  });
  expect(outcomes).toEqual(["version 2", null]);
});
