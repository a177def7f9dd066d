/** Appending only where a decision was made: judged like any append, and never merged over events it did not see. */

import type { AppendRequest } from "../adapter/storage-adapter.ts";
import { categoryOf } from "../events/stream-id.ts";
import { judge } from "../rules/verdict.ts";
import { answerOf, conflictRefusal } from "./answers.ts";
import type { AppendContext, JudgedAppend } from "./append-judged.ts";
import type { AppendResult, ConflictRefusal, Refusal } from "./append-result.ts";
import { readWindow } from "./read-window.ts";
import { send } from "./send.ts";

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
  const conflict = await judgeSeen(context, { request, incoming }, decidedAt);
  // A conflict is sent too, so that ids come before conflicts: the adapter can find only a duplicate, or any event.
  const checkAfter = conflict ? request.checkAfter : decidedAt;
  const outcome = await send(
    context.adapter,
    { ...request, checkAfter, conflictsWith: "any-event" },
    context.retry,
  );
  const { streamId, expectedVersion } = request;
  switch (outcome.kind) {
    case "conflict":
      return (
        conflict ?? { kind: "stale-decision", streamId, decidedAt, actualVersion: outcome.actualVersion }
      );
    case "wrong-version":
      if (outcome.actualVersion < decidedAt && !isAhead(expectedVersion, outcome.actualVersion)) {
        return { kind: "stale-decision", streamId, decidedAt, actualVersion: outcome.actualVersion };
      }
      return answerOf(outcome, request);
    default:
      return answerOf(outcome, request);
  }
}

/** The conflict with what the decision saw and the caller did not, if there is one. */
async function judgeSeen(
  { adapter, rules }: AppendContext,
  { request, incoming }: Pick<JudgedAppend, "request" | "incoming">,
  decidedAt: number,
): Promise<ConflictRefusal | undefined> {
  if (request.checkAfter === null || request.checkAfter >= decidedAt) return undefined;
  const seen = await readWindow(adapter, request.streamId, request.checkAfter, decidedAt);
  const verdict = judge(rules, categoryOf(request.streamId), incoming, seen);
  return verdict.kind === "conflict" ? conflictRefusal(request, decidedAt, verdict.pairs) : undefined;
}

function isAhead(expectedVersion: AppendRequest["expectedVersion"], actualVersion: number): boolean {
  return typeof expectedVersion === "number" && expectedVersion > actualVersion;
}
