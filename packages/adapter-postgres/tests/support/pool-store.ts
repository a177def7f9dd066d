/** Test stores on the server of this test run, with pools of `pg`. */

import type { TestStore } from "@truce/testkit";
import type { Pool } from "pg";

import { testStores, type Reached } from "./test-store.ts";

/** Each adapter connects through a function that can fail, so that the database can seem to be down. */
export function poolStores(pool: Pool, more: Partial<Reached> = {}): () => Promise<TestStore> {
  return testStores({
    connect: (isDown) => ({
      connect: async () => {
        if (isDown()) throw new Error("the server is down");
        return await pool.connect();
      },
    }),
    run: (sql) => pool.query(sql),
    ...more,
  });
}
