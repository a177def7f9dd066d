/** `pg_terminate_backend` for a backend that is executing an append. */

import { APPLICATION_NAME } from "../clients/profiles.ts";
import type { Fault, FaultContext } from "./fault.ts";

export const terminateBackend: Fault = (context) =>
  terminate(context, context.random.chance(0.1) ? "any" : "appending");

/** Whether a backend was found. */
export async function terminate(
  { admin }: Pick<FaultContext, "admin">,
  which: "any" | "appending",
): Promise<boolean> {
  const { rows } = await admin.query(
    `SELECT pg_terminate_backend(pid) FROM (
      SELECT pid FROM pg_stat_activity
      WHERE application_name = $1 AND ($2 OR state = 'active' AND query ~ '\\.append\\w*\\(')
      ORDER BY random() LIMIT 1 OFFSET 0
    ) AS chosen`,
    [APPLICATION_NAME, which === "any"],
  );
  return rows.length > 0;
}
