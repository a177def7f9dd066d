/** Every version of the schema, from the first. A migration that was released is never changed: others are added. */

import { appendOneSql } from "../sql/append-one.ts";
import { appendSql } from "../sql/append.ts";
import { barrierSql } from "../sql/barrier.ts";
import { conflictsSql } from "../sql/conflicts.ts";
import { matchingSql } from "../sql/matching.ts";
import { readCommittedSql } from "../sql/read-committed.ts";
import { repetitionSql } from "../sql/repetition.ts";
import { suspectsSql } from "../sql/suspects.ts";
import { tablesSql } from "../sql/tables.ts";

/** The SQL that leads from version `index` to `index + 1`, for a quoted schema. */
export const MIGRATIONS: readonly ((schema: string) => string)[] = [
  (schema) =>
    [
      tablesSql,
      barrierSql,
      matchingSql,
      suspectsSql,
      conflictsSql,
      repetitionSql,
      appendSql,
      appendOneSql,
      readCommittedSql,
      nobodyElse,
    ]
      .map((sql) => sql(schema))
      .join("\n"),
];

/** Functions and procedures can be called by everyone unless that is taken away. */
function nobodyElse(schema: string): string {
  return `
REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC;
`;
}
