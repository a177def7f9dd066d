/** Runs the conformance suite with every variant of the SQLite adapter. See vitest.config.ts. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { testStorageAdapter } from "../../src/index.ts";
import type * as adapterModule from "./sqlite-adapter.ts";
import { variants } from "./variants.ts";

for (const [index, { name }] of variants.entries()) {
  // The plugin in vitest.config.ts applies the variant to the adapter.
  const file = join(import.meta.dirname, `sqlite-adapter.ts?variant=${index}`);
  const { sqliteAdapter } = (await import(/* @vite-ignore */ file)) as typeof adapterModule;

  testStorageAdapter(
    name,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), "truce-sqlite-"));
      const database = join(folder, "events.db");
      return {
        open: async () => sqliteAdapter(database),
        async interrupt(append) {
          const other = new DatabaseSync(database);
          other.exec(
            "CREATE TRIGGER die AFTER INSERT ON events WHEN NEW.append_index = 1 BEGIN SELECT RAISE(FAIL, 'disk full'); END",
          );
          try {
            return await append();
          } finally {
            other.exec("DROP TRIGGER die");
            other.close();
          }
        },
        async whileUnavailable(work) {
          const other = new DatabaseSync(database);
          other.exec("BEGIN IMMEDIATE");
          await work().finally(() => other.close());
        },
        dispose: () => rm(folder, { recursive: true }),
      };
    },
    { runs: 3, seed: 1 },
  );
}
