/** The rights that an application's role needs. */

import { READ_COMMITTED_PROCEDURES } from "./read-committed.ts";

/**
 * Rights to read, to append through the functions that check, and to keep the state of processors and snapshots. The role
 * cannot write to the tables of the events, so it can neither bypass the conflict check nor change events.
 *
 * @param schema - Quoted.
 * @param role - Quoted.
 */
export function grantsForRole(schema: string, role: string): string {
  return `
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT ON ${schema}.events, ${schema}.rule_sets, ${schema}.migrations TO ${role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.processors, ${schema}.processor_partitions, ${schema}.parked_events TO ${role};
GRANT SELECT, INSERT, UPDATE ON ${schema}.snapshots TO ${role};
GRANT EXECUTE ON FUNCTION ${schema}.append, ${schema}.append_one, ${schema}.high_water_mark TO ${role};
GRANT EXECUTE ON PROCEDURE ${READ_COMMITTED_PROCEDURES.map((name) => `${schema}.${name}`).join(", ")} TO ${role};
`;
}
