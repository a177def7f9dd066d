import { Pool } from "pg";

/**
 * Opens a pool of the default size, 10 connections. It is opened here, and not in `benchmarks/peers`, because an event
 * store that is installed there changes for its own `pg` how numbers are read.
 */
export function openPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString });
  // A server that stops can break idle connections before the pool has closed them.
  pool.on("error", () => {});
  return pool;
}
