/** The conformance suite on PostgreSQL. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

const pool = newPool();
const schemas = new WeakMap<object, string>();

afterAll(() => pool.end());

testStorageAdapter("postgresAdapter on PostgreSQL", async () => open(newSchema()), {
  reopen: async (closed) => open(schemas.get(closed) ?? ""),
});

async function open(schema: string): Promise<ReturnType<typeof postgresAdapter>> {
  const adapter = postgresAdapter({ pool }, { schema });
  schemas.set(adapter, schema);
  await adapter.migrate();
  return adapter;
}
