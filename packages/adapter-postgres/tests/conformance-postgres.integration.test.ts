/** The conformance suite on PostgreSQL. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { newPool } from "./support/database.ts";
import { poolStores } from "./support/pool-store.ts";

const pool = newPool();
afterAll(() => pool.end());

testStorageAdapter("postgresAdapter on PostgreSQL", poolStores(pool));
