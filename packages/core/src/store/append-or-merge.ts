/** The append: judged by matchers inside the adapter, and once more here where those are wider than the rules. */

import type { AppendRequest, ConflictOutcome, StorageAdapter } from "../adapter/storage-adapter.ts";
import { AdapterContractError, ContentionError } from "../errors/faults.ts";
import { categoryOf } from "../events/stream-id.ts";
import type { ConflictRules } from "../rules/conflict-rules.ts";
import { createJudge, verdictOf } from "../rules/verdict.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { judgeWindow, type WindowVerdict } from "./judge-window.ts";
import type { PreparedAppend } from "./prepare-append.ts";
import { pause, type Retry } from "./retry.ts";
import { send } from "./send.ts";
import { conflictRefusal, resultOf } from "./to-result.ts";

/** How often an append is judged anew because others keep changing the stream meanwhile. */
const MAX_TURNS = 16;

/** Where appends go, and what they are judged by. */
export interface StoreContext {
  readonly adapter: StorageAdapter;
  readonly rules: ConflictRules | null;
  readonly retry: Retry;
}

/**
 * Appends, or says why not.
 *
 * The adapter may match more than really conflicts: a predicate can't be pushed down, and in doubt an adapter refuses.
 * So what it reports is judged here, and where nothing conflicts the append goes out again as though it had seen up
 * to there. Each such turn means that somebody else's append succeeded, and their number is bounded.
 */
export async function appendOrMerge(
  context: StoreContext,
  prepared: PreparedAppend,
): Promise<AppendResult | Refusal> {
  let { checkAfter } = prepared.request;
  for (let turn = 1; turn <= MAX_TURNS; turn++) {
    // The first time the caller need not wait: it is no contention to be asked.
    if (turn > 2) await pause(context.retry, turn);
    const request = { ...prepared.request, checkAfter };
    const outcome = await send(context.adapter, request, context.retry);
    if (outcome?.kind !== "conflict") return resultOf(outcome, request);
    const { verdict, count } = await judgeConflict(context, prepared, request, outcome);
    if (verdict.kind === "conflict") {
      return conflictRefusal(request, outcome.actualVersion, verdict.pairs, count);
    }
    checkAfter = outcome.actualVersion;
  }
  throw new ContentionError(prepared.request.streamId, MAX_TURNS);
}

/** Judges what the adapter reported, or the whole window where the report is cut short and does not settle it. */
async function judgeConflict(
  context: StoreContext,
  { incoming, exact }: PreparedAppend,
  { streamId, checkAfter }: AppendRequest,
  { conflicting, count, actualVersion }: ConflictOutcome,
): Promise<Pick<WindowVerdict, "verdict" | "count">> {
  const { pairsWith } = createJudge(context.rules, categoryOf(streamId), incoming);
  const pairs = conflicting.map((committed) => pairsWith(committed)).filter(({ length }) => length > 0);
  const verdict = verdictOf(pairs.flat());
  if (count === conflicting.length) return { verdict, count: pairs.length };
  if (exact && verdict.kind === "conflict") return { verdict, count };
  const afterVersion = checkAfter ?? 0;
  const whole = await judgeWindow(context, { streamId, incoming, afterVersion, lastVersion: actualVersion });
  // INVARIANT: an event that is hidden here would be merged over without having been judged.
  if (whole.length !== actualVersion - afterVersion) {
    throw new AdapterContractError(
      `stream '${streamId}' is at version ${actualVersion}, but after version ${afterVersion} it gave ${whole.length} events`,
    );
  }
  return whole;
}
