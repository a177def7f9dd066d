/**
 * Indexes for rules that compare payloads, for streams whose appends are far behind.
 *
 * Without one, an append reads every unseen event of the types that it conflicts with. With one, it reads those whose field
 * is equal or in doubt. The index holds hashes, because PostgreSQL refuses long texts in an index. Different texts can
 * have the same hash, so what the index finds is always matched exactly. The hash comes first, so the planner takes the
 * index for no other query.
 */

import type { ConflictRules } from "@truce/core";

import { arrayLiteral } from "../array-literal.ts";

/** From this number of unseen events on, an index is used. Below, planning the query would take longer than reading the events. */
export const FAR = 1_000;

/**
 * The name of an index begins with this and ends with the path as JSON: `conflicts on ["roomId"]`. PostgreSQL truncates long
 * names. Two fields with the same truncated name share the index of the first, which is useless for the second.
 */
const NAME = "conflicts on ";

/** Statements that create the indexes, for a quoted schema. */
export function fieldIndexes(schema: string, { rules }: ConflictRules): readonly string[] {
  const fields = new Map<string, readonly string[]>();
  for (const { when } of rules)
    for (const { operator, theirs } of when) if (operator === "=") fields.set(JSON.stringify(theirs), theirs);
  return [...fields].map(([json, path]) => {
    const name = `"${(NAME + json).replaceAll('"', '""')}"`;
    const literal = `'${arrayLiteral(path).replaceAll("'", "''")}'`;
    return `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${schema}.events (${fieldHash(schema, literal)}, stream_id, type, version)`;
  });
}

/** The expression in the index. It is null if the field is in doubt. */
function fieldHash(schema: string, path: string): string {
  return `hashtextextended(${schema}.comparable(data, ${path}::text[]), 0)`;
}

/**
 * The functions `has_field_index` and `indexed_versions`.
 *
 * `indexed_versions` returns the versions of the events after `check_after` whose field is equal to `value`, or in doubt, or
 * has the same hash. `value` is a result of `comparable`.
 *
 * INVARIANT: the index exists. The path is part of the statement, because the planner compares expressions and not values.
 */
export function fieldIndexesSql(schema: string): string {
  const events = `SELECT version FROM ${schema}.events WHERE stream_id = $1 AND type = $2 AND version > $3`;
  return `
CREATE OR REPLACE FUNCTION ${schema}.has_field_index(path text[]) RETURNS boolean
LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT FROM pg_index WHERE indisvalid AND indexrelid = to_regclass('${schema}.' || quote_ident('${NAME}' || to_json(path)))
  )
$$;

CREATE OR REPLACE FUNCTION ${schema}.indexed_versions(
  target_stream text,
  event_type text,
  check_after bigint,
  path text[],
  value text
) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    '${events} AND ${fieldHash(schema, "%1$L")} = hashtextextended($4, 0)
    UNION ALL ${events} AND ${fieldHash(schema, "%1$L")} IS NULL',
    path
  ) USING target_stream, event_type, check_after, value;
END $$;
`;
}
