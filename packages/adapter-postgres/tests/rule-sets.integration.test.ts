/** A rule set is sent once. After that its fingerprint is enough, unless the store has lost it. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
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
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
});

test("a rule set that the store has lost is sent again", async () => {
  await adapter.append(request({ rules }));
  await pool.query(`TRUNCATE ${schema}.rule_sets, ${schema}.events`);
  expect(await adapter.append(request({ rules }))).toMatchObject({ kind: "appended", firstVersion: 1 });
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
});

test("a rule set that the store has lost is sent again inside a transaction of the caller too", async () => {
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
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
});

test("many adapters can store the same rule sets at the same time", async () => {
  const ruleSets = ["b", "a", "c"].map((name) => ({ fingerprint: name, canonicalJson: name }));
  const outcomes = await Promise.all(
    Array.from({ length: 9 }, (_, index) =>
      postgresAdapter({ pool }, { schema }).append(
        request({ streamId: `client-${index}`, rules: ruleSets[index % 3] ?? null }),
      ),
    ),
  );
  expect(outcomes.every(({ kind }) => kind === "appended")).toBe(true);
  expect(
    (await Array.fromAsync(adapter.readRuleSets())).map(({ fingerprint }) => fingerprint).toSorted(),
  ).toEqual(["a", "b", "c"]);
});

test("all rule sets are read, in the order in which they were stored", async () => {
  const names = Array.from({ length: 250 }, (_, index) => `set-${index}`);
  for (const name of names)
    await adapter.append(request({ rules: { fingerprint: name, canonicalJson: name } }));
  expect((await Array.fromAsync(adapter.readRuleSets())).map(({ fingerprint }) => fingerprint)).toEqual(
    names,
  );
});
