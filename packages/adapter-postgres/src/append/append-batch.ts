/** Carries appends out together: one statement, one round trip, an outcome for each. */

import { AdapterContractError, type AppendOutcome, type AppendRequest } from "@truce/core";

import type { Session, Statement } from "../driver.ts";
import { sqlState } from "../errors/classify.ts";
import type { VerdictRow } from "../sql/append-call.ts";
import { RAISED } from "../sql/raised.ts";
import { batchParameters } from "./batch-parameters.ts";
import { outcomeOf } from "./outcome.ts";

/** What all batches of an adapter have in common. */
export interface AppendContext {
  readonly statement: Statement;
  /** What `synchronous_commit` is set to; null to leave it alone. */
  readonly durability: string | null;
  /** Fingerprints of the rule sets that are stored, as far as is known. */
  readonly storedRuleSets: Set<string>;
}

/** The outcomes, in the order of the batch. They count once the statement's transaction is committed. */
export async function appendBatch(
  session: Session,
  batch: readonly AppendRequest[],
  context: AppendContext,
): Promise<readonly AppendOutcome[]> {
  const { storedRuleSets } = context;
  try {
    return await send(session, batch, context);
  } catch (error) {
    if (sqlState(error) !== RAISED.ruleSetMissing || storedRuleSets.size === 0) throw error;
    // What was known to be stored is gone: the store was emptied, or restored from before. Tell it everything again.
    storedRuleSets.clear();
    return send(session, batch, context);
  }
}

async function send(
  session: Session,
  batch: readonly AppendRequest[],
  { statement, durability, storedRuleSets }: AppendContext,
): Promise<readonly AppendOutcome[]> {
  const parameters = batchParameters(batch, durability, (fingerprint) => storedRuleSets.has(fingerprint));
  const rows = await session.query(statement, parameters);
  if (rows.length !== batch.length) {
    throw new AdapterContractError(
      `${batch.length} appends were sent, but ${rows.length} verdicts came back`,
    );
  }
  return rows.map((row) => outcomeOf(row as unknown as VerdictRow));
}
