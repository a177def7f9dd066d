/** Migration: once, by whoever comes first; and refused where the schema is newer. */

import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test } from "vitest";

import { postgresAdapter, schemaSql } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const pool = newPool(20);
afterAll(() => pool.end());

test("ten that migrate at once all succeed, and the schema is made once", async () => {
  const schema = newSchema();
  const adapters = Array.from({ length: 10 }, () => postgresAdapter({ pool }, { schema }));
  await Promise.all(adapters.map((adapter) => adapter.migrate()));
  const { rows } = await pool.query(`SELECT version FROM ${schema}.migrations`);
  expect(rows).toEqual([{ version: 1 }]);
});

test("a migration that is run again changes nothing", async () => {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
  await adapter.append(request());
  await adapter.migrate();
  expect(await adapter.append(request({ expectedVersion: 1 }))).toMatchObject({ firstVersion: 2 });
});

test("a schema that is newer than this package is refused", async () => {
  const schema = newSchema();
  const adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  await pool.query(`INSERT INTO ${schema}.migrations (version) VALUES (99)`);
  await expect(adapter.migrate()).rejects.toMatchObject({ code: "schema-too-new", found: 99, known: 1 });
});

test("without a schema everything says so", async () => {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await expect(adapter.append(request())).rejects.toMatchObject({ code: "schema-missing" });
  await expect(adapter.readPositions()).rejects.toMatchObject({ code: "schema-missing" });
  await expect(adapter.readStream("client-1")[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "schema-missing",
  });
});

test("the printed schema is the one that migrate makes, and migrate accepts it", async () => {
  const schema = newSchema();
  await pool.query(schemaSql({ schema }));
  const adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  expect(await adapter.append(request())).toMatchObject({ kind: "appended" });
});

test("the same on PGlite", { timeout: 60_000 }, async () => {
  const pglite = await PGlite.create();
  const adapters = [1, 2, 3].map(() => postgresAdapter({ pglite }));
  await Promise.all(adapters.map((adapter) => adapter.migrate()));
  expect(await adapters[0]?.append(request())).toMatchObject({ kind: "appended" });
  await pglite.close();
});
