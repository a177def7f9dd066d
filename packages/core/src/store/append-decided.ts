/** Appending only where a decision was made: judged like any append, and never merged over events it did not see. */

import type { AppendRequest } from "../adapter/storage-adapter.ts";
import { categoryOf } from "../events/stream-id.ts";
import { judge, type Verdict } from "../rules/verdict.ts";
import { answerOf, conflictRefusal } from "./answers.ts";
import type { AppendContext, JudgedAppend } from "./append-judged.ts";
import type { AppendResult, Refusal } from "./append-result.ts";
import { readWindow } from "./read-window.ts";
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
  const verdict = await judgeUpTo(context, { request, incoming }, decidedAt);
  // INVARIANT: only what was judged, all of it, and found compatible can be written. The rest is sent too, because the
  // same append again is a duplicate before it is anything else.
  const checkAfter = verdict.kind === "compatible" ? decidedAt : NOWHERE;
  const conflictsWith = "any-event";
  const outcome = await send(context.adapter, { ...request, checkAfter, conflictsWith }, context.retry);
  if (outcome.kind !== "conflict" && outcome.kind !== "wrong-version") return answerOf(outcome, request);

  if (verdict.kind === "conflict") {
    // Others may have come after the decision; all of them are named.
    const whole = await judgeUpTo(context, { request, incoming }, outcome.actualVersion);
    const { pairs } = whole.kind === "conflict" ? whole : verdict;
    return conflictRefusal(request, outcome.actualVersion, pairs);
  }
  const { actualVersion } = verdict.kind === "too-short" ? verdict : outcome;
  const isElsewhere = outcome.kind === "conflict" || actualVersion < decidedAt;
  if (isElsewhere && !isAhead(expectedVersion, actualVersion)) {
    return { kind: "stale-decision", streamId, decidedAt, actualVersion };
  }
  return answerOf({ kind: "wrong-version", actualVersion }, request);
}

/** The stream does not reach that version. */
interface TooShort {
  readonly kind: "too-short";
  readonly actualVersion: number;
}

/** Judges what the caller had not seen, up to and with a version. */
async function judgeUpTo(
  { adapter, rules }: AppendContext,
  { request, incoming }: Pick<JudgedAppend, "request" | "incoming">,
  lastVersion: number,
): Promise<Verdict | TooShort> {
  const { streamId, checkAfter } = request;
  if (checkAfter === null || checkAfter >= lastVersion) return { kind: "compatible" };
  const unseen = await readWindow(adapter, streamId, checkAfter, lastVersion);
  const actualVersion = checkAfter + unseen.length;
  if (actualVersion < lastVersion) return { kind: "too-short", actualVersion };
  return judge(rules, categoryOf(streamId), incoming, unseen);
}

function isAhead(expectedVersion: AppendRequest["expectedVersion"], actualVersion: number): boolean {
  return typeof expectedVersion === "number" && expectedVersion > actualVersion;
}
