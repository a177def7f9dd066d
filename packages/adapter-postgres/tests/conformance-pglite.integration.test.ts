/** The conformance suite on PGlite. */

import { PGlite } from "@electric-sql/pglite";
import { testStorageAdapter } from "@truce/testkit";
import { afterAll } from "vitest";

import { testStores } from "./support/test-store.ts";

const pglite = await PGlite.create();
afterAll(() => pglite.close());

const newStore = testStores({ connect: () => ({ pglite }), run: (sql) => pglite.exec(sql) });

testStorageAdapter("postgresAdapter on PGlite", async () => {
  const store = await newStore();
  // PGlite runs in this process, so there is no connection to cut.
  delete store.whileUnavailable;
  return store;
});
