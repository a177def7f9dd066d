/** Conflicts: the window, its safeguards, and comparisons in SQL. Also what the tables themselves refuse. */

import type { Mutant } from "../mutant.ts";
import { integrationTests } from "./postgres-tests.ts";

const conflicts = { file: "packages/adapter-postgres/src/sql/conflicts.ts", suite: "postgres" } as const;
const matching = { file: "packages/adapter-postgres/src/sql/matching.ts", suite: "postgres" } as const;
const fieldIndexes = {
  file: "packages/adapter-postgres/src/sql/field-indexes.ts",
  suite: "postgres",
} as const;
const repetition = { file: "packages/adapter-postgres/src/sql/repetition.ts", suite: "postgres" } as const;
const tables = {
  file: "packages/adapter-postgres/src/migrations/0001-tables.ts",
  suite: "postgres",
} as const;

const backstops = integrationTests("backstops");
const comparisons = integrationTests("differential-comparisons");
const farBehind = integrationTests("far-behind");
const differential = integrationTests("differential");

export const postgresCheckMutants: readonly Mutant[] = [
  {
    ...fieldIndexes,
    name: "with an index, a field in doubt is compatible",
    find: '\n    UNION ALL ${events} AND ${fieldHash(schema, "%1$L")} IS NULL\',',
    replace: "',",
    tests: farBehind,
  },
  {
    ...fieldIndexes,
    name: "an index is never used",
    find: "SELECT EXISTS (",
    replace: "SELECT false AND EXISTS (",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "what an index finds is not matched",
    find: `WHERE (
            SELECT \${schema}.matches`,
    replace: `WHERE true OR (
            SELECT \${schema}.matches`,
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "events that the author has seen conflict too (>= for >)",
    find: "AND e.version > check_after\n          OFFSET 0",
    replace: "AND e.version >= check_after\n          OFFSET 0",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "the first unseen event is skipped (window off by one)",
    find: "AND e.version > check_after\n          OFFSET 0",
    replace: "AND e.version > check_after + 1\n          OFFSET 0",
    tests: integrationTests("interleavings"),
  },
  {
    ...conflicts,
    name: "the first unseen event is not checked",
    find: "e.version = check_after + 1)",
    replace: "e.version = upto)",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "rows that a policy hides go unnoticed",
    find: "CASE WHEN row_security_active('${schema}.events')",
    replace: "CASE WHEN false",
    tests: integrationTests("security"),
  },
  {
    ...conflicts,
    name: "a condition is forgotten",
    find: "THEN matcher -> 'where' = '[]' OR ${schema}.matches",
    replace: "THEN true OR ${schema}.matches",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "a field in doubt is compatible",
    find: "= value, true)",
    replace: "= value, false)",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "an inequality narrows the events down like an equality",
    find: "WHERE comparison ->> 'operator' = '='",
    replace: "WHERE true",
    tests: farBehind,
  },
  {
    ...matching,
    name: "a field at the end of a long path is compared at its first key",
    find: "ELSE ${schema}.comparable(${field}, ${rest}) END",
    replace: "ELSE ${comparableScalar(field)} END",
    tests: farBehind,
  },
  {
    ...matching,
    name: "numbers that are written in different ways differ",
    find: "'n' || trim_scale(${content}::numeric)",
    replace: "'n' || ${content}",
    tests: [...farBehind, ...comparisons],
  },
  {
    ...matching,
    name: "numbers beyond 2^53 are narrowed down as if they were exact",
    find: "abs(${content}::numeric) <= ${MAX_EXACT}",
    replace: "true",
    tests: [...farBehind, ...comparisons],
  },
  {
    ...conflicts,
    name: "one matcher with a type hides the matchers without",
    find: "bool_and(matcher ? 'type')",
    replace: "bool_or(matcher ? 'type')",
    tests: differential,
  },
  {
    ...conflicts,
    name: "a type without a rule conflicts with nothing",
    find: "conflict_count := unseen;",
    replace: "conflict_count := 0;",
    tests: differential,
  },
  {
    ...conflicts,
    name: "only the reported conflicts are counted",
    find: "conflict_count := cardinality(versions);",
    replace: "conflict_count := least(cardinality(versions), ${MAX_REPORTED_CONFLICTS});",
    tests: integrationTests("conformance-postgres"),
  },
  {
    ...conflicts,
    name: "an event that two matchers match is counted twice",
    find: "RETURN ARRAY(SELECT DISTINCT version FROM",
    replace: "RETURN ARRAY(SELECT version FROM",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "far behind, only the first type of the stream is checked",
    find: "FROM types WHERE types.type IS NOT NULL",
    replace: "FROM types WHERE false",
    tests: farBehind,
  },
  {
    ...conflicts,
    name: "far behind, conflicts are reported in the order of their types",
    find: "AS conflicting(version) ORDER BY version);",
    replace: "AS conflicting(version));",
    tests: farBehind,
  },
  {
    ...matching,
    name: "a comparison in doubt does not conflict",
    find: "    ELSE true\n",
    replace: "    ELSE false\n",
    tests: comparisons,
  },
  {
    ...matching,
    name: "a missing or null field matches no row",
    find: `WHEN jsonb_typeof(committed) IN ('string', 'boolean')
      OR jsonb_typeof(committed) = 'number' AND abs(committed::numeric) <= \${MAX_EXACT}
`,
    replace: "WHEN true\n",
    tests: comparisons,
  },
  {
    ...matching,
    name: "1 and '1' are equal",
    find: "(committed = comparison -> 'value')",
    replace: "((committed #>> '{}') = (comparison ->> 'value'))",
    tests: comparisons,
  },
  {
    ...matching,
    name: "numbers beyond 2^53 are compared as if they were exact",
    find: "jsonb_typeof(committed) = 'number' AND abs(committed::numeric) <= ${MAX_EXACT}",
    replace: "jsonb_typeof(committed) = 'number'",
    tests: comparisons,
  },
  {
    ...matching,
    name: "!= is compared like =",
    find: "(comparison ->> 'operator' = '=')",
    replace: "true",
    tests: comparisons,
  },
  {
    ...matching,
    name: "only the last comparison is used",
    find: "      EXIT WHEN NOT is_match;\n",
    replace: "",
    tests: integrationTests("matching"),
  },
  {
    ...matching,
    name: "only the first matcher is used",
    find: "FOR i IN 0 .. jsonb_array_length(conflicts_with) - 1 LOOP",
    replace: "FOR i IN 0 .. 0 LOOP",
    tests: integrationTests("matching"),
  },
  {
    ...matching,
    name: "'anything except' excepts nothing",
    find: "NOT matcher -> 'anythingExcept' ? type",
    replace: "true",
    tests: integrationTests("matching"),
  },
  {
    ...matching,
    name: "under rules from .conflicts files 1 and '1' are equal",
    find: "THEN (committed = comparison -> 'value')",
    replace: "THEN (committed #>> '{}' = comparison ->> 'value')",
    tests: integrationTests("differential-rules"),
  },
  {
    ...matching,
    name: "paths lead into arrays",
    find: "committed := committed -> (path ->> i);",
    replace: "committed := committed #> ARRAY[path ->> i];",
    tests: integrationTests("matching"),
  },
  {
    ...repetition,
    name: "a repeated append may have different content",
    find: "      AND e.data::jsonb = incoming.data::jsonb\n",
    replace: "",
    tests: integrationTests("batches"),
  },
  {
    ...repetition,
    name: "a repeated append can leave events out",
    find: "IF cardinality(ids) = (",
    replace: "IF 0 < (",
    tests: differential,
  },
  {
    ...tables,
    name: "two events of a stream can have the same version",
    find: "UNIQUE (stream_id, version)",
    replace: "UNIQUE (stream_id, version, position)",
    tests: backstops,
  },
  {
    ...tables,
    name: "one event can be stored twice",
    find: "UNIQUE (id, stream_id)",
    replace: "UNIQUE (id, stream_id, position)",
    tests: backstops,
  },
  {
    ...tables,
    name: "a session takes positions in advance",
    find: "AS bigint CACHE 1;",
    replace: "AS bigint CACHE 20;",
    tests: integrationTests("interleavings-of-readers"),
  },
  {
    ...tables,
    name: "data that cannot be compared later is stored",
    find: "CHECK (data::jsonb IS NOT NULL)",
    replace: "CHECK (data IS NOT NULL)",
    tests: integrationTests("faults"),
  },
  {
    file: "packages/adapter-postgres/src/sql/grants.ts",
    suite: "postgres",
    name: "the application can write without the check",
    find: "GRANT SELECT ON",
    replace: "GRANT SELECT, INSERT ON",
    tests: integrationTests("rights"),
  },
  {
    file: "packages/adapter-postgres/src/migrations/functions.ts",
    suite: "postgres",
    name: "every role can call every function",
    find: "REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM PUBLIC;",
    replace: "",
    tests: integrationTests("rights"),
  },
];
