/** Storages for the checks. */

import { PGlite } from "@electric-sql/pglite";
import { memoryAdapter } from "@truce/adapter-memory";
import { postgresAdapter } from "@truce/adapter-postgres";
import type { StorageAdapter } from "@truce/core/adapter";

/** Both start empty, and lose everything when they are closed. */
export type Storage = "memory" | "PGlite";

/** Opens a storage, passes its adapter to `work`, and closes it. */
export async function withStorage<Result>(
  storage: Storage,
  work: (adapter: StorageAdapter) => Promise<Result>,
): Promise<Result> {
  if (storage === "memory") return work(memoryAdapter());
  return withPglite(async (pglite) => {
    const adapter = postgresAdapter({ pglite });
    await adapter.migrate();
    return work(adapter);
  });
}

/** Opens a PGlite in memory, passes it to `work`, and closes it. */
export async function withPglite<Result>(work: (pglite: PGlite) => Promise<Result>): Promise<Result> {
  const pglite = await PGlite.create();
  try {
    return await work(pglite);
  } finally {
    await pglite.close();
  }
}
