/** Reads a page of the rule sets, in the order in which they were stored. Parameters: the id to begin after, the most rows. */
export function readRuleSetsSql(schema: string): string {
  return `
SELECT r.id::text, r.fingerprint, r.canonical_json
FROM ${schema}.rule_sets r
WHERE r.id > $1::text::integer
ORDER BY r.id
LIMIT $2::text::bigint`;
}
