/** Each run has a schema of its own. */

import { postgresAdapter, type PostgresAdapter, type PostgresConnection } from "@truce/adapter-postgres";

import type { BothRuns } from "../both-runs.ts";

/** What the schemas' names begin with, unless the user says otherwise. */
export const DEMO = "truce_demo";

/** The names of the two schemas. */
export function schemasOf(name: string): BothRuns<string> {
  return { plain: `${name}_without_rules`, ruled: `${name}_with_rules` };
}

/** The two stores, with their schemas made where they are not there yet. */
export async function migrated(
  connection: PostgresConnection,
  schemas: BothRuns<string>,
): Promise<BothRuns<PostgresAdapter>> {
  const adapters = {
    plain: postgresAdapter(connection, { schema: schemas.plain }),
    ruled: postgresAdapter(connection, { schema: schemas.ruled }),
  };
  await adapters.plain.migrate();
  await adapters.ruled.migrate();
  return adapters;
}

/** Closes the two stores, but not what they stand on. */
export async function closeBoth({ plain, ruled }: BothRuns<PostgresAdapter>): Promise<void> {
  await plain.close();
  await ruled.close();
}
