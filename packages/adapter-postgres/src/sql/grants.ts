/** The rights that an application's role needs, and no more. */

import { READ_COMMITTED_PROCEDURES } from "./read-committed.ts";

/**
 * Reading, and appending through the function that checks. The role can't write to any table itself, so nobody who
 * holds it can get round the conflict check, or change what was written.
 *
 * @param schema - Quoted.
 * @param role - Quoted.
 */
export function grantsForRole(schema: string, role: string): string {
  return `
GRANT USAGE ON SCHEMA ${schema} TO ${role};
GRANT SELECT ON ${schema}.events, ${schema}.rule_sets, ${schema}.migrations TO ${role};
GRANT EXECUTE ON FUNCTION ${schema}.append, ${schema}.append_one, ${schema}.high_water_mark TO ${role};
GRANT EXECUTE ON PROCEDURE ${READ_COMMITTED_PROCEDURES.map((name) => `${schema}.${name}`).join(", ")} TO ${role};
`;
}
