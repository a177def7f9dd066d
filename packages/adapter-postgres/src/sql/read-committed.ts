/**
 * The calls that need READ COMMITTED, for sessions whose transactions begin at another level.
 *
 * A role or a database can have `default_transaction_isolation` set to something stricter. No decision can be relied on
 * then (see append.ts), and a function cannot leave the transaction that it was called in. A procedure can: it ends that
 * transaction, in which nothing has happened yet, and begins one of its own. So the call stays one statement and one round
 * trip, which also works behind a pooler that lends connections by transaction.
 */

import { APPEND, APPEND_ONE } from "./append-call.ts";
import { highWaterMarkSql } from "./queries.ts";

interface Procedure {
  readonly name: string;
  /** Number of parameters, all texts. */
  readonly arity: number;
  /** The statement that it runs, for a quoted schema. */
  readonly sql: (schema: string) => string;
}

const procedures = {
  append: { name: "append_read_committed", arity: APPEND.arity, sql: APPEND.sql },
  appendOne: { name: "append_one_read_committed", arity: APPEND_ONE.arity, sql: APPEND_ONE.sql },
  highWaterMark: { name: "high_water_mark_read_committed", arity: 1, sql: highWaterMarkSql },
} satisfies Readonly<Record<string, Procedure>>;

/** The names of the procedures, for an application's role to be granted. */
export const READ_COMMITTED_PROCEDURES = Object.values(procedures).map(({ name }) => name);

/** All of the procedures. They run with the rights of the caller, who needs those on the functions too. */
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

/** The calls of the procedures. Each gives one row, with the rows of the statement as JSON in `rows_as_json`. */
export function readCommittedCall(schema: string, procedure: keyof typeof procedures): string {
  const { name, arity } = procedures[procedure];
  const parameters = Array.from({ length: arity }, (_, index) => `$${index + 1}`);
  return `CALL ${schema}.${name}(${parameters.join(", ")}, null)`;
}
