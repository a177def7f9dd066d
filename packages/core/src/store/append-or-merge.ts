/** Appends events, and judges again what the adapter matched if its matchers are wider than the rules. */

import type { AppendRequest, ConflictOutcome } from "../adapter/storage-adapter.ts";
import { AdapterContractError, ContentionError } from "../errors/faults.ts";
import { verdictOf } from "../rules/verdict.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { judgeWindow, type WindowVerdict } from "./judge-window.ts";
import type { PreparedAppend } from "./prepare-append.ts";
import { pause } from "../waiting/retry.ts";
import { send } from "./send.ts";
import { judgeFor, type StoreContext } from "./store-context.ts";
import { conflictRefusal, resultOf } from "./to-result.ts";

/** How often an append is sent again because other appends keep changing the stream. */
const MAX_TURNS = 16;

/**
 * Appends, or returns why not.
 *
 * The adapter may match events that do not conflict: it knows no predicates, and it may match too much. So the rules judge
 * here what it reports. If nothing conflicts, the append is sent again as if the caller had seen these events. Each turn of
 * this loop means that another append succeeded, and the number of turns is bounded.
 */
export async function appendOrMerge(
  context: StoreContext,
  prepared: PreparedAppend,
): Promise<AppendResult | Refusal> {
  let { checkAfter } = prepared.request;
  for (let turn = 1; turn <= MAX_TURNS; turn++) {
    // No wait before the second turn: that a predicate had to be asked is not contention.
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

/** Judges the events that the adapter reported, or the whole window if those are not all and do not settle the verdict. */
async function judgeConflict(
  context: StoreContext,
  { incoming, exact }: PreparedAppend,
  { streamId, checkAfter }: AppendRequest,
  { conflicting, count, actualVersion }: ConflictOutcome,
): Promise<Pick<WindowVerdict, "verdict" | "count">> {
  const judge = judgeFor(context, streamId, incoming);
  const pairs = conflicting.map((committed) => judge.pairsWith(committed)).filter(({ length }) => length > 0);
  const verdict = verdictOf(pairs.flat());
  if (count === conflicting.length) return { verdict, count: pairs.length };
  if (exact && verdict.kind === "conflict") return { verdict, count };
  const afterVersion = checkAfter ?? 0;
  const whole = await judgeWindow(context.adapter, judge, {
    streamId,
    afterVersion,
    lastVersion: actualVersion,
  });
  // INVARIANT: every event of the window is judged. An event that the adapter left out would be merged over unjudged.
  if (whole.length !== actualVersion - afterVersion) {
    throw new AdapterContractError(
      `stream '${streamId}' is at version ${actualVersion}, but a read after version ${afterVersion} returned ${whole.length} events`,
    );
  }
  return whole;
}
