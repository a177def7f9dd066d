/** What work gets that is done in a transaction of the adapter. */

import type { TransactionScope } from "@truce/core/adapter";

import { arrayLiteral } from "../array-literal.ts";
import type { Session } from "../driver.ts";

/** Sorted, so that two transactions that lock the same keys never wait for each other. */
const LOCK = {
  name: null,
  text: `
SELECT count(pg_advisory_xact_lock(keys.hash))::text AS locked
FROM (SELECT DISTINCT hashtextextended($1::text || key, 0) AS hash FROM unnest($2::text[]) AS names(key) ORDER BY hash) AS keys`,
};

/**
 * @param transaction - What the driver itself calls the transaction.
 * @param schema - Quoted. Each store has its own keys.
 */
export function scopeOf<Transaction>(
  session: Session,
  transaction: Transaction,
  schema: string,
): TransactionScope<Transaction> {
  return {
    transaction,
    async lock(keys) {
      await session.query(LOCK, [schema, arrayLiteral(keys)]);
    },
  };
}
