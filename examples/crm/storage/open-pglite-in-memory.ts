/** PGlite, which is PostgreSQL compiled to WebAssembly: a database without a server, and gone with the process. */

import { PGlite } from "@electric-sql/pglite";

import type { OpenedStorages } from "./opened-storages.ts";
import { closeBoth, DEMO, migrated, schemasOf } from "./schemas.ts";

export async function openPgliteInMemory(): Promise<OpenedStorages> {
  const pglite = await PGlite.create();
  const adapters = await migrated({ pglite }, schemasOf(DEMO));
  return {
    adapters,
    description: "PGlite, a PostgreSQL inside this process, in memory; --help names others",
    isKept: false,
    async close() {
      await closeBoth(adapters);
      await pglite.close();
    },
  };
}
