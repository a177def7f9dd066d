/** Refused appends as errors: `append` throws what `tryAppend` returns. */

// oxlint-disable typescript/no-unsafe-declaration-merging -- each constructor copies every field of its refusal

import { TruceError } from "../errors/truce-error.ts";
import { describePair } from "../rules/describe-pair.ts";
import type {
  ConflictRefusal,
  IdReusedRefusal,
  Refusal,
  StaleDecisionRefusal,
  WrongVersionRefusal,
} from "./append-result.ts";
import { problemDetailsOf, type ProblemDetails, type ProblemDetailsOptions } from "./problem-details.ts";

/** The error that stands for a refusal. */
export function refusalError(
  refusal: Refusal,
): ConflictError | WrongVersionError | IdReusedError | StaleDecisionError {
  switch (refusal.kind) {
    case "conflict":
      return new ConflictError(refusal);
    case "wrong-version":
      return new WrongVersionError(refusal);
    case "id-reused":
      return new IdReusedError(refusal);
    case "stale-decision":
      return new StaleDecisionError(refusal);
  }
}

/** Events that were committed after the expected version conflict with the append. Nothing was written. */
export class ConflictError extends TruceError {
  /** The error code. */
  override readonly code = "conflict";

  constructor(refusal: ConflictRefusal, options?: { readonly cause?: unknown }) {
    super(describeConflict(refusal), options);
    Object.assign(this, refusal);
  }

  /**
   * The conflict as the body of an HTTP response (RFC 9457), with status 409 and the reason of each conflict. It has types
   * and versions but no payloads, because the client may not be allowed to see them. Rules and their files are added only on
   * request.
   *
   * @example
   * ```ts
   * try {
   *   await store.append("client-42", events, { expectedVersion: 3 });
   * } catch (error) {
   *   if (isTruceError(error, "conflict")) console.log(error.toProblemDetails().conflicts[0]?.reason);
   * }
   * ```
   */
  toProblemDetails(options?: ProblemDetailsOptions): ProblemDetails {
    return problemDetailsOf(this, options);
  }
}

/** Has every field of the refusal. */
export interface ConflictError extends ConflictRefusal {}

/** The stream is not at a version that the append can be written to. Nothing was written. */
export class WrongVersionError extends TruceError {
  /** The error code. */
  override readonly code = "wrong-version";

  constructor(refusal: WrongVersionRefusal) {
    super(`stream '${refusal.streamId}' ${describeWrongVersion(refusal)}; nothing was appended`);
    Object.assign(this, refusal);
  }
}

/** Has every field of the refusal. */
export interface WrongVersionError extends WrongVersionRefusal {}

/**
 * The stream already has an event with this id, but with different content or as part of a different append. Nothing
 * was written.
 */
export class IdReusedError extends TruceError {
  /** The error code. */
  override readonly code = "id-reused";

  constructor(refusal: IdReusedRefusal) {
    const { streamId, eventId, version } = refusal;
    super(
      `event id '${eventId}' is already in stream '${streamId}' at version ${version}, and this is not the same ` +
        "append again; nothing was appended: give new events new ids",
    );
    Object.assign(this, refusal);
  }
}

/** Has every field of the refusal. */
export interface IdReusedError extends IdReusedRefusal {}

/** The stream is no longer at the version of the decision. Nothing was written. */
export class StaleDecisionError extends TruceError {
  /** The error code. */
  override readonly code = "stale-decision";

  constructor(refusal: StaleDecisionRefusal) {
    const { streamId, decisionVersion, actualVersion } = refusal;
    super(
      `stream '${streamId}' is at version ${actualVersion}, but the decision was made at version ${decisionVersion}; ` +
        "nothing was appended: decide again",
    );
    Object.assign(this, refusal);
  }
}

/** Has every field of the refusal. */
export interface StaleDecisionError extends StaleDecisionRefusal {}

/** The first pair, and how many other events conflict. */
function describeConflict({
  streamId,
  expectedVersion,
  actualVersion,
  conflicts,
  count,
}: ConflictRefusal): string {
  const others = count > 1 ? ` (and ${count - 1} more conflicting ${count === 2 ? "event" : "events"})` : "";
  return (
    `append to stream '${streamId}' refused: ${describePair(conflicts[0])}${others}; ` +
    `the append expects version ${expectedVersion}, the stream is at ${actualVersion}; nothing was appended`
  );
}

function describeWrongVersion({ expectedVersion, actualVersion }: WrongVersionRefusal): string {
  if (expectedVersion === "noStream") return `already exists, at version ${actualVersion}`;
  if (expectedVersion === "streamExists") return "does not exist";
  return `is at version ${actualVersion}, below the expected version ${expectedVersion}: it never had that version`;
}
