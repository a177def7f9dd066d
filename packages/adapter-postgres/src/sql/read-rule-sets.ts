/** Reads a page of the rule sets, in the order in which they were stored. Parameters: the id to begin after, the most rows. */
export function readRuleSetsSql(schema: string): string {
  return `
SELECT id::text, fingerprint, canonical_json
FROM ${schema}.rule_sets
WHERE id > $1::text::integer
ORDER BY id
LIMIT $2::text::bigint`;
}
