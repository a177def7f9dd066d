/**
 * The calls that need READ COMMITTED, for sessions whose transactions begin at another level.
 *
 * `default_transaction_isolation` can be stricter for a role or a database. A decision could be wrong then (see append.ts),
 * and a function cannot leave the transaction that it is called in. A procedure can: it ends that transaction, in which
 * nothing has happened yet, and begins one of its own. So the call is still one statement and one round trip, and works
 * behind a pooler in transaction mode.
 */

import { APPEND, APPEND_ONE } from "./append-call.ts";
import { highWaterMarkSql } from "./queries.ts";

interface Procedure {
  readonly name: string;
  /** The number of parameters. All are text. */
  readonly arity: number;
  /** The statement that the procedure executes, for a quoted schema. */
  readonly sql: (schema: string) => string;
}

const procedures = {
  append: { name: "append_read_committed", arity: APPEND.arity, sql: APPEND.sql },
  appendOne: { name: "append_one_read_committed", arity: APPEND_ONE.arity, sql: APPEND_ONE.sql },
  highWaterMark: { name: "high_water_mark_read_committed", arity: 1, sql: highWaterMarkSql },
} satisfies Readonly<Record<string, Procedure>>;

/** The names of the procedures, for the grants of an application's role. */
export const READ_COMMITTED_PROCEDURES = Object.values(procedures).map(({ name }) => name);

/** All procedures. They run with the rights of the caller, who needs the rights on the functions too. */
export function readCommittedSql(schema: string): string {
  return Object.values(procedures)
    .map((procedure) => procedureSql(schema, procedure))
    .join("");
}

function procedureSql(schema: string, { name, arity, sql }: Procedure): string {
  const parameters = Array.from({ length: arity }, (_, index) => `parameter_${index + 1} text`);
  return `
CREATE OR REPLACE PROCEDURE ${schema}.${name}(${parameters.join(", ")}, INOUT rows_as_json text)
LANGUAGE plpgsql
AS $$
BEGIN
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  SELECT pg_catalog.json_agg(result) INTO rows_as_json FROM (${sql(schema)}) AS result;
END $$;
`;
}

/** The call of a procedure. It returns one row, with the rows of the statement as JSON in `rows_as_json`. */
export function readCommittedCall(schema: string, procedure: keyof typeof procedures): string {
  const { name, arity } = procedures[procedure];
  const parameters = Array.from({ length: arity }, (_, index) => `$${index + 1}`);
  return `CALL ${schema}.${name}(${parameters.join(", ")}, null)`;
}
