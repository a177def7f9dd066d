/** Appends only to the version that a decision was made on. It never merges over events that the decision did not see. */

import { judgeFor, type StoreContext } from "./store-context.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { judgeWindow, type WindowVerdict } from "./judge-window.ts";
import type { PreparedAppend } from "./prepare-append.ts";
import { send } from "./send.ts";
import { conflictRefusal, resultOf } from "./to-result.ts";

/**
 * Judges the events after the expected version up to the decision's version. It appends if none of them conflicts and the
 * stream has no later event.
 *
 * @param decisionVersion - The version of the state that the events were decided on.
 */
export async function appendDecided(
  context: StoreContext,
  { request, incoming }: PreparedAppend,
  decisionVersion: number,
): Promise<AppendResult | Refusal> {
  const { streamId, expectedVersion } = request;
  const judged = await judgeUpTo(context, { request, incoming }, decisionVersion);
  // INVARIANT: an append is written only if every event up to the decision was judged and none conflicts. Otherwise the
  // adapter only looks it up, because the same append again is a duplicate before it is anything else.
  const isCompatible = judged.isWhole && judged.verdict.kind === "compatible";
  const outcome = await send(
    context.adapter,
    {
      ...request,
      mode: isCompatible ? "write" : "look-up",
      checkAfter: decisionVersion,
      conflictsWith: "any-event",
    },
    context.retry,
  );
  if (outcome?.kind !== "conflict" && outcome?.kind !== "wrong-version") return resultOf(outcome, request);

  const { actualVersion } = outcome;
  if (typeof expectedVersion === "number" && expectedVersion > actualVersion) {
    return resultOf({ kind: "wrong-version", actualVersion }, request);
  }
  if (judged.verdict.kind === "conflict") {
    // The refusal also lists and counts conflicting events that came after the decision.
    const { verdict, count } = await judgeUpTo(context, { request, incoming }, actualVersion);
    const { pairs } = verdict.kind === "conflict" ? verdict : judged.verdict;
    return conflictRefusal(request, actualVersion, pairs, count);
  }
  if (!judged.isWhole)
    return { kind: "stale-decision", streamId, decisionVersion, actualVersion: judged.reached };
  if (outcome.kind === "conflict" || actualVersion < decisionVersion) {
    return { kind: "stale-decision", streamId, decisionVersion, actualVersion };
  }
  return resultOf(outcome, request);
}

interface JudgedUpTo extends Pick<WindowVerdict, "verdict" | "count"> {
  /** True if the stream had every event that was to be judged. */
  readonly isWhole: boolean;
  /** The version of the last event that the stream had. */
  readonly reached: number;
}

/** Judges the events that the caller had not seen, up to and including a version. */
async function judgeUpTo(
  context: StoreContext,
  { request, incoming }: Pick<PreparedAppend, "request" | "incoming">,
  lastVersion: number,
): Promise<JudgedUpTo> {
  const { streamId, checkAfter: afterVersion } = request;
  if (afterVersion === null || afterVersion >= lastVersion) {
    return { verdict: { kind: "compatible" }, count: 0, isWhole: true, reached: lastVersion };
  }
  const judge = judgeFor(context, streamId, incoming);
  const window = await judgeWindow(context.adapter, judge, { streamId, afterVersion, lastVersion });
  const reached = afterVersion + window.length;
  return { ...window, isWhole: reached === lastVersion, reached };
}
