/** Rule sets travel once: after that the fingerprint is enough, unless the store has lost them. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

const rules = { fingerprint: "sha256:1", canonicalJson: '{"rules":[]}' };
let schema: string;
let adapter: PostgresAdapter;
beforeEach(async () => {
  schema = newSchema();
  adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
});

test("a rule set that is stored already is known to every adapter", async () => {
  await adapter.append(request({ rules }));
  await postgresAdapter({ pool }, { schema }).append(request({ rules }));
  await adapter.append(request({ rules }));
  expect(await collect(adapter.readRuleSets())).toEqual([rules]);
});

test("a rule set that the store has lost is sent again", async () => {
  await adapter.append(request({ rules }));
  await pool.query(`TRUNCATE ${schema}.rule_sets, ${schema}.events`);
  expect(await adapter.append(request({ rules }))).toMatchObject({ kind: "appended", firstVersion: 1 });
  expect(await collect(adapter.readRuleSets())).toEqual([rules]);
});

test("a rule set that the store has lost is sent again inside a transaction of the caller's too", async () => {
  await adapter.append(request({ rules }));
  await pool.query(`TRUNCATE ${schema}.rule_sets, ${schema}.events`);
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const outcome = await adapter.inTransaction(client).append(request({ rules }));
    expect(outcome).toMatchObject({ kind: "appended", firstVersion: 1 });
    await client.query("COMMIT");
  } finally {
    client.release();
  }
  expect(await collect(adapter.readRuleSets())).toEqual([rules]);
});

test("many adapters that store the same rule sets at once do not get into each other's way", async () => {
  const ruleSets = ["b", "a", "c"].map((name) => ({ fingerprint: name, canonicalJson: name }));
  const outcomes = await Promise.all(
    Array.from({ length: 9 }, (_, index) =>
      postgresAdapter({ pool }, { schema }).append(
        request({ streamId: `client-${index}`, rules: ruleSets[index % 3] ?? null }),
      ),
    ),
  );
  expect(outcomes.every(({ kind }) => kind === "appended")).toBe(true);
  expect((await collect(adapter.readRuleSets())).map(({ fingerprint }) => fingerprint).toSorted()).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("they are read in the order in which they were stored, all of them, however many", async () => {
  const names = Array.from({ length: 250 }, (_, index) => `set-${index}`);
  for (const name of names)
    await adapter.append(request({ rules: { fingerprint: name, canonicalJson: name } }));
  expect((await collect(adapter.readRuleSets())).map(({ fingerprint }) => fingerprint)).toEqual(names);
});
