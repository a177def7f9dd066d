/** The functions and procedures, and who may call them, as one script that can be run any number of times. */

import { appendOneSql } from "../sql/append-one.ts";
import { appendSql } from "../sql/append.ts";
import { highWaterMarkFunctionSql } from "../sql/high-water-mark.ts";
import { conflictsSql } from "../sql/conflicts.ts";
import { fieldIndexesSql } from "../sql/field-indexes.ts";
import { matchingSql } from "../sql/matching.ts";
import { readCommittedSql } from "../sql/read-committed.ts";
import { repetitionSql } from "../sql/repetition.ts";

/**
 * `CREATE OR REPLACE` for each of them, for a quoted schema.
 *
 * INVARIANT: a function is replaced while appends are running, and clients of an older version of this package go on
 * calling it. So what a function accepts, answers and does must stay right for them. A function that has to change more
 * than that gets a new name.
 */
export function functionsSql(schema: string): string {
  return [
    highWaterMarkFunctionSql,
    matchingSql,
    fieldIndexesSql,
    conflictsSql,
    repetitionSql,
    appendSql,
    appendOneSql,
    readCommittedSql,
    privateSql,
  ]
    .map((sql) => sql(schema))
    .join("\n");
}

/** PostgreSQL lets every role call a new function, and default privileges can open new tables, unless this is revoked. */
function privateSql(schema: string): string {
  return `
REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC;
`;
}
