/** Gives each contestant an empty database of its own on the same server. */

import { openPool } from "../postgres/pool.ts";
import { createPlainTable, type PlainTable } from "../postgres/plain-table.ts";
import { CONTESTANTS } from "./contestants/all.ts";
import type { Contestant, Store } from "./contestant.ts";

interface Entrant {
  readonly contestant: Contestant;
  readonly store: Store;
  readonly databaseUrl: string;
}

export interface Field {
  readonly entrants: readonly Entrant[];
  readonly plain: PlainTable;
  /** Gathers the planner's statistics, as autovacuum does later. Without them plans of paged reads can be bad. */
  analyze(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the contestants, and the table for the limits.
 *
 * @param storeUrl - The URL of the same server that they use, if it is another one.
 */
export async function openField(
  serverUrl: string,
  contestants: readonly Contestant[] = CONTESTANTS,
  storeUrl = serverUrl,
): Promise<Field> {
  const admin = openPool(serverUrl);
  const names: string[] = [];

  async function createDatabase(): Promise<string> {
    const name = `peers_${crypto.randomUUID().replaceAll("-", "")}`;
    await admin.query(`CREATE DATABASE ${name}`);
    names.push(name);
    return urlOf(storeUrl, name);
  }

  const entrants: Entrant[] = [];
  for (const contestant of contestants) {
    const databaseUrl = await createDatabase();
    entrants.push({ contestant, databaseUrl, store: await contestant.open(databaseUrl) });
  }
  const plainPool = openPool(await createDatabase());
  const plain = await createPlainTable(plainPool, "plain");
  return {
    entrants,
    plain,
    async analyze() {
      for (const name of names) {
        const pool = openPool(urlOf(serverUrl, name));
        await pool.query("VACUUM ANALYZE");
        await pool.end();
      }
    },
    async close() {
      for (const { store } of entrants) await store.close();
      await plainPool.end();
      // The server waits some seconds for connections that are being closed.
      for (const name of names) await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}
