/** The conformance suite on PostgreSQL, with every append in a batch. */

import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { newPool } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { poolStores } from "./support/pool-store.ts";

const pool = newPool();
afterAll(() => pool.end());

testStorageAdapter("postgresAdapter with every append in a batch", poolStores(pool, { wrap: inBatches }));
