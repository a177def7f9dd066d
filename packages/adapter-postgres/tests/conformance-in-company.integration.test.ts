/** The conformance suite on PostgreSQL, with every append in a batch. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inCompany } from "./support/in-company.ts";

const pool = newPool();
afterAll(() => pool.end());

testStorageAdapter("postgresAdapter with every append in a batch", async () => {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
  return inCompany(adapter);
});
