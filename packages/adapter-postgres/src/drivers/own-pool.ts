/** A pool of the adapter's own. Bundles for browsers get `no-pool.ts` in its place: `imports` in package.json says so. */

import type { Driver } from "../driver.ts";
import { describeTarget } from "./describe-target.ts";
import { guarded, pgDriver } from "./pg.ts";
import type { PgPool } from "./pg-client.ts";

/** The driver of a pool that is made from a connection string when it is first needed; `pg` is loaded then. */
export function ownPool(connectionString: string): Driver {
  let opened: Promise<PgPool & { end(): Promise<void> }> | undefined;
  async function open(): Promise<PgPool & { end(): Promise<void> }> {
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString });
    // An idle connection that breaks is thrown away by the pool; without a listener it would end the process.
    pool.on("error", () => undefined);
    return guarded<PgPool & { end(): Promise<void> }>(pool);
  }
  return pgDriver(
    describeTarget({ connectionString }),
    async () => (await (opened ??= open())).connect(),
    async () => (await opened)?.end(),
  );
}
