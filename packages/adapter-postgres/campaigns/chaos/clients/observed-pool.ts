/** A pool that reports failed statements and connections by their codes. */

import type { Pool, PoolClient } from "pg";

import type { PgClient, PgPool, PgQuery } from "../../../src/index.ts";
import type { Outcome } from "../outcomes.ts";

/** Takes an outcome. */
export type See = (outcome: Outcome) => void;

export function observedPool(pool: Pool, see: See): PgPool {
  return {
    on: (event, listener) => pool.on(event, listener),
    async connect() {
      try {
        return observedClient(await pool.connect(), see);
      } catch (error) {
        see(connectOutcome(codeOf(error)));
        throw error;
      }
    },
  };
}

function observedClient(client: PoolClient, see: See): PgClient {
  async function query(statement: PgQuery | string): Promise<{ readonly rows: readonly unknown[] }> {
    try {
      return typeof statement === "string"
        ? await client.query<object>(statement)
        : await client.query<object>(statement);
    } catch (error) {
      const code = codeOf(error);
      see(statementOutcome(code));
      if (code === REFUSED && typeof statement === "object" && appendsOf(statement) > 1) see("batch split");
      throw error;
    }
  }
  return {
    query,
    on: (event, listener) => client.on(event, listener),
    removeListener: (event, listener) => client.removeListener(event, listener),
    release: (destroy) => client.release(destroy),
  };
}

/** check_violation: the error for events of the refused type. */
const REFUSED = "23514";

const STATEMENT_OUTCOMES: Readonly<Record<string, Outcome>> = {
  [REFUSED]: "refused by a constraint (23514)",
  "40P01": "deadlock (40P01)",
  "40001": "serialization failure (40001)",
  "55P03": "lock timeout (55P03)",
  "57014": "statement timeout (57014)",
  "57P01": "terminated (57P01)",
};

const CONNECT_OUTCOMES: Readonly<Record<string, Outcome>> = {
  ECONNREFUSED: "connection refused",
  "57P03": "starting up (57P03)",
  "53300": "too many connections (53300)",
  "57P01": "terminated (57P01)",
};

function statementOutcome(code: string): Outcome {
  return (
    STATEMENT_OUTCOMES[code] ?? (code.length === 5 && code !== "EPIPE" ? "other SQLSTATE" : "connection lost")
  );
}

function connectOutcome(code: string): Outcome {
  return CONNECT_OUTCOMES[code] ?? (code === "" ? "no connection in time" : "connection lost at login");
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The number of appends in a statement. A batch has a parameter with the number of events of each append. */
function appendsOf({ text, values }: PgQuery): number {
  return text.includes(".append(") ? (values[8]?.split(",").length ?? 0) : 1;
}
