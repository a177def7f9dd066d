/** A pool that the adapter opens itself. Bundles for browsers get `no-pool.ts` instead, through `imports` in package.json. */

import type { Driver } from "../driver.ts";
import { describeTarget } from "./describe-target.ts";
import { connectedListener, guarded, pgDriver } from "./pg.ts";
import type { PgListener, PgPool } from "./pg-client.ts";

/** A driver that loads `pg` and creates the pool on first use. */
export function ownPool(connectionString: string): Driver {
  let opened: Promise<PgPool & { end(): Promise<void> }> | undefined;
  async function open(): Promise<PgPool & { end(): Promise<void> }> {
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString });
    // The pool discards an idle connection that breaks. Without a listener, that error would end the process.
    pool.on("error", () => undefined);
    return guarded<PgPool & { end(): Promise<void> }>(pool);
  }
  return pgDriver(
    describeTarget({ connectionString }),
    async () => (await (opened ??= open())).connect(),
    async () => {
      const { default: pg } = await import("pg");
      return await connectedListener(new pg.Client({ connectionString }) as unknown as PgListener);
    },
    async () => (await opened)?.end(),
  );
}
