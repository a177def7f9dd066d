/** Executes a batch of appends: one statement, one round trip, an outcome for each append. */

import { AdapterContractError, type AppendOutcome, type AppendRequest } from "@truce/core/adapter";

import type { Row, Session } from "../driver.ts";
import { sqlState } from "../errors/classify.ts";
import type { BatchResult, Verdict } from "../sql/append-call.ts";
import { RAISED } from "../sql/codes.ts";
import type { Statements } from "../statements.ts";
import { batchParameters, oneParameters } from "./batch-parameters.ts";
import { outcomeOf } from "./outcome.ts";

/** What all batches of an adapter have in common. */
export interface BatchContext {
  readonly statements: Pick<Statements, "append" | "appendOne">;
  /** The value of `synchronous_commit`; null to keep the server's setting. */
  readonly durability: string | null;
  /** Fingerprints of rule sets that are known to be stored, so that their JSON need not be sent. */
  readonly storedRuleSets: Set<string>;
}

/**
 * Does the work. If a rule set turns out not to be stored after all, it does the work again and sends all rule sets. This
 * happens if the store was emptied or restored while this program was running.
 *
 * @param work - Executes appends in a transaction or savepoint of its own, so that it fails as a whole.
 */
export async function withRuleSetResend<Result>(
  { storedRuleSets }: Pick<BatchContext, "storedRuleSets">,
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
 * The outcomes, in the order of the batch. They are final once the transaction of the statement is committed.
 *
 * @param lockTimeoutMs - How long it waits for a lock, in milliseconds; null to keep the session's setting.
 */
export async function appendBatch(
  session: Session,
  batch: readonly AppendRequest[],
  { statements, durability, storedRuleSets }: BatchContext,
  lockTimeoutMs: number | null,
): Promise<readonly AppendOutcome[]> {
  const isStored = (fingerprint: string): boolean => storedRuleSets.has(fingerprint);
  const settings = { durability, lockTimeoutMs };
  const [one] = batch;
  if (one && batch.length === 1) {
    const verdict = await resultOf<Verdict>(
      session.query(statements.appendOne, oneParameters(one, settings, isStored)),
    );
    return [outcomeOf(verdict)];
  }
  return outcomesOf(
    batch,
    await resultOf<BatchResult>(session.query(statements.append, batchParameters(batch, settings, isStored))),
  );
}

async function resultOf<Result>(query: Promise<readonly Row[]>): Promise<Result> {
  const [row] = await query;
  const answer = row?.["answer"];
  if (typeof answer !== "string")
    throw new AdapterContractError("the database returned no answer to an append");
  return JSON.parse(answer) as Result;
}

/** The outcomes of a batch. The database has numbered the appends from 1. */
function outcomesOf(
  batch: readonly AppendRequest[],
  { first_versions: firstVersions, positions, answers }: BatchResult,
): readonly AppendOutcome[] {
  const answered = new Map(answers.map((answer) => [answer.append, answer]));
  let written = 0;
  return batch.map(({ events, expectedVersion }, index) => {
    const firstVersion = firstVersions[index] ?? null;
    const answer = answered.get(index + 1);
    if (firstVersion === null) {
      if (!answer) throw new AdapterContractError("the database returned no verdict on an append");
      return outcomeOf(answer);
    }
    written += events.length;
    const position = positions[written - 1];
    if (position === undefined) throw new AdapterContractError("the database returned too few positions");
    return {
      kind: typeof expectedVersion === "number" && expectedVersion < firstVersion - 1 ? "merged" : "appended",
      firstVersion,
      lastVersion: firstVersion + events.length - 1,
      position,
    };
  });
}
