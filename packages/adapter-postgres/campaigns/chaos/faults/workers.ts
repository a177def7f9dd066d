/** What happens to workers: `kill -9`, a pause longer than the lease, and a connection that ends before the checkpoint. */

import { WORKER_NAME } from "../clients/profiles.ts";
import type { Fault } from "./fault.ts";

export const killWorker: Fault = ({ workers }) => workers.killOne();

export const pauseWorker: Fault = ({ workers }) => workers.pauseOne();

/** Ends a session whose transaction has effects. It is idle while the worker sleeps. */
export const cutEffect: Fault = async ({ admin }) => {
  const { rows } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = $1 AND state = 'idle in transaction' AND query LIKE 'INSERT%' LIMIT 1`,
    [WORKER_NAME],
  );
  return rows.length > 0;
};
