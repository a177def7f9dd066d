/** The conformance suite on PostgreSQL, with each append in a call of its own, on several connections. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { newPool } from "./support/database.ts";
import { poolStores } from "./support/pool-store.ts";

const pool = newPool();
afterAll(() => pool.end());

testStorageAdapter(
  "postgresAdapter without group commit",
  poolStores(pool, { options: { groupCommit: false, preparedStatements: false } }),
);
