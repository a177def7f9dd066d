/** The backstops: what holds even if events were deleted or a lock was bypassed. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

let schema: string;
let adapter: PostgresAdapter;
beforeEach(async () => {
  schema = newSchema();
  adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  await adapter.append(request({ events: [event("A"), event("Claimed"), event("A")] }));
});

test("if the first unseen event was deleted, nothing is merged over it", async () => {
  await pool.query(`DELETE FROM ${schema}.events WHERE version = 1`);
  for (const either of [adapter, inBatches(adapter)]) {
    const conflictsWith = [{ type: "Absent", where: [] }];
    await expect(either.append(request({ expectedVersion: 0, conflictsWith }))).rejects.toMatchObject({
      code: "damaged-history",
    });
  }
  expect(await Array.fromAsync(adapter.readStream("client-1"))).toHaveLength(2);
});

test("the same in a batch with an append that has seen the deleted event", async () => {
  await pool.query(`DELETE FROM ${schema}.events WHERE version = 1`);
  const conflictsWith = [{ type: "Absent", where: [] }];
  const [, ahead, behind] = await Promise.allSettled(
    ["any" as const, 2, 0].map((expectedVersion) =>
      adapter.append(request({ expectedVersion, conflictsWith })),
    ),
  );
  expect(ahead).toMatchObject({ status: "fulfilled", value: { kind: "merged" } });
  expect(behind).toMatchObject({ status: "rejected", reason: { code: "damaged-history" } });
});

test("an append that is not behind the deleted event succeeds", async () => {
  await pool.query(`DELETE FROM ${schema}.events WHERE version = 1`);
  const outcome = await adapter.append(request({ expectedVersion: 2, conflictsWith: [] }));
  expect(outcome).toMatchObject({ kind: "merged", firstVersion: 4 });
});

test("if a rule set was deleted, the next append that was judged by it stores it again", async () => {
  const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
  for (const either of [adapter, inBatches(adapter)]) {
    await either.append(request({ rules }));
    await pool.query(`DELETE FROM ${schema}.rule_sets`);
    await either.append(request({ rules }));
    expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
    const [last] = await Array.fromAsync(
      adapter.readStream("client-1", { direction: "backwards", limit: 1 }),
    );
    expect(last?.provenance.rules).toBe(rules.fingerprint);
  }
});

/** Inserts a changed copy of the third event directly into the table. */
async function insertCopy(change: Readonly<Record<string, string>>): Promise<unknown> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'events'",
    [schema],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => change[name] ?? name);
  const sql = `INSERT INTO ${schema}.events (${names.join()}) SELECT ${values.join()} FROM ${schema}.events WHERE version = 3`;
  return pool.query(sql).catch((error: unknown) => error);
}

test.for([
  ["a version", { version: "2", position: "99", id: "'other'" }, "events_version"],
  ["an id in one stream", { version: "4", position: "99" }, "events_id"],
  ["a position", { version: "4", id: "'other'" }, "events_position"],
] as const)("the table refuses two events with %s in common", async ([, change, constraint]) => {
  expect(await insertCopy(change)).toMatchObject({ code: "23505", constraint });
});

test("a copy with nothing in common is accepted, so the refusals above have no other reason", async () => {
  expect(await insertCopy({ version: "4", position: "99", id: "'other'" })).toMatchObject({ rowCount: 1 });
});
