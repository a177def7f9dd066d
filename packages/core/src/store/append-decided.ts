/** Appending only where a decision was made: judged like any append, and never merged over events it did not see. */

import { answerOf, conflictRefusal } from "./answers.ts";
import type { AppendContext, JudgedAppend } from "./append-judged.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { judgeWindow, type WindowVerdict } from "./judge-window.ts";
import { NOWHERE, send } from "./send.ts";

/**
 * Judges the events between the expected version and the decision's, and appends if the stream has none after that.
 *
 * @param decidedAt - Version of the state that the events were decided on.
 */
export async function appendDecided(
  context: AppendContext,
  { request, incoming }: JudgedAppend,
  decidedAt: number,
): Promise<AppendResult | Refusal> {
  const { streamId, expectedVersion } = request;
  const judged = await judgeUpTo(context, { request, incoming }, decidedAt);
  // INVARIANT: only what was judged, all of it, and found compatible can be written. The rest is sent too, because the
  // same append again is a duplicate before it is anything else.
  const isCompatible = judged.isWhole && judged.verdict.kind === "compatible";
  const outcome = await send(
    context.adapter,
    { ...request, checkAfter: isCompatible ? decidedAt : NOWHERE, conflictsWith: "any-event" },
    context.retry,
  );
  if (outcome?.kind !== "conflict" && outcome?.kind !== "wrong-version") return answerOf(outcome, request);

  const { actualVersion } = outcome;
  if (typeof expectedVersion === "number" && expectedVersion > actualVersion) {
    return answerOf({ kind: "wrong-version", actualVersion }, request);
  }
  if (judged.verdict.kind === "conflict") {
    // Others may have come after the decision; they are named and counted too.
    const { verdict, count } = await judgeUpTo(context, { request, incoming }, actualVersion);
    const { pairs } = verdict.kind === "conflict" ? verdict : judged.verdict;
    return conflictRefusal(request, actualVersion, pairs, count);
  }
  if (!judged.isWhole) return { kind: "stale-decision", streamId, decidedAt, actualVersion: judged.reached };
  if (outcome.kind === "conflict" || actualVersion < decidedAt) {
    return { kind: "stale-decision", streamId, decidedAt, actualVersion };
  }
  return answerOf(outcome, request);
}

interface JudgedUpTo extends Pick<WindowVerdict, "verdict" | "count"> {
  /** Whether the stream had all the events that were to be judged. */
  readonly isWhole: boolean;
  /** The version up to which it had them. */
  readonly reached: number;
}

/** Judges what the caller had not seen, up to and with a version. */
async function judgeUpTo(
  context: AppendContext,
  { request, incoming }: Pick<JudgedAppend, "request" | "incoming">,
  lastVersion: number,
): Promise<JudgedUpTo> {
  const { streamId, checkAfter: afterVersion } = request;
  if (afterVersion === null || afterVersion >= lastVersion) {
    return { verdict: { kind: "compatible" }, count: 0, isWhole: true, reached: lastVersion };
  }
  const window = await judgeWindow(context, { streamId, incoming, afterVersion, lastVersion });
  const reached = afterVersion + window.length;
  return { ...window, isWhole: reached === lastVersion, reached };
}
