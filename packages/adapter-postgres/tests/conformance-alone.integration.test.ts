/** The conformance suite on PostgreSQL, with every append in a call of its own, on as many connections as there are. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

const pool = newPool();
afterAll(() => pool.end());

testStorageAdapter("postgresAdapter without group commit", async () => {
  const adapter = postgresAdapter(
    { pool },
    { schema: newSchema(), groupCommit: false, preparedStatements: false },
  );
  await adapter.migrate();
  return adapter;
});
