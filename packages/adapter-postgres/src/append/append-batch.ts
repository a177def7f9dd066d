/** Carries appends out together: one statement, one round trip, an outcome for each. */

import { AdapterContractError, type AppendOutcome, type AppendRequest } from "@truce/core";

import type { Session } from "../driver.ts";
import { sqlState } from "../errors/classify.ts";
import type { VerdictRow } from "../sql/append-call.ts";
import { RAISED } from "../sql/raised.ts";
import type { Statements } from "../statements.ts";
import { batchParameters, oneParameters } from "./batch-parameters.ts";
import { outcomeOf } from "./outcome.ts";

/** What all batches of an adapter have in common. */
export interface AppendContext {
  readonly statements: Pick<Statements, "append" | "appendOne">;
  /** What `synchronous_commit` is set to; null to leave it alone. */
  readonly durability: string | null;
  /** Fingerprints of the rule sets that are stored, as far as is known. */
  readonly storedRuleSets: Set<string>;
}

/**
 * Does the work, and where the store has lost a rule set that was known to be stored, once more: it was emptied, or restored
 * from before, and has to be told everything again.
 *
 * @param work - Carries appends out in a transaction, or between savepoints, of its own: it fails as a whole.
 */
export async function tellingRuleSets<Result>(
  { storedRuleSets }: Pick<AppendContext, "storedRuleSets">,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) !== RAISED.ruleSetMissing || storedRuleSets.size === 0) throw error;
    storedRuleSets.clear();
    return await work();
  }
}

/**
 * The outcomes, in the order of the batch. They count once the statement's transaction is committed.
 *
 * @param lockPatience - The longest that it waits for a lock, in PostgreSQL's words; null to leave that to the server.
 */
export async function appendBatch(
  session: Session,
  batch: readonly AppendRequest[],
  { statements, durability, storedRuleSets }: AppendContext,
  lockPatience: string | null,
): Promise<readonly AppendOutcome[]> {
  const isStored = (fingerprint: string): boolean => storedRuleSets.has(fingerprint);
  const settings = { durability, lockPatience };
  const [one, ...others] = batch;
  const rows =
    one && others.length === 0
      ? await session.query(statements.appendOne, oneParameters(one, settings, isStored))
      : await session.query(statements.append, batchParameters(batch, settings, isStored));
  if (rows.length !== batch.length) {
    throw new AdapterContractError(
      `${batch.length} appends were sent, but ${rows.length} verdicts came back`,
    );
  }
  return rows.map((row) => outcomeOf(row as unknown as VerdictRow));
}
