/** The conformance suite on PGlite. */

import { PGlite } from "@electric-sql/pglite";
import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newSchema } from "./support/database.ts";

const pglite = await PGlite.create();
const schemas = new WeakMap<object, string>();

afterAll(() => pglite.close());

testStorageAdapter("postgresAdapter on PGlite", async () => open(newSchema()), {
  reopen: async (closed) => open(schemas.get(closed) ?? ""),
});

async function open(schema: string): Promise<ReturnType<typeof postgresAdapter>> {
  const adapter = postgresAdapter({ pglite }, { schema });
  schemas.set(adapter, schema);
  await adapter.migrate();
  return adapter;
}
