/** Refused appends as errors: what `append` throws where `tryAppend` answers. */

import type {
  ConflictRefusal,
  IdReusedRefusal,
  Refusal,
  StaleDecisionRefusal,
  WrongVersionRefusal,
} from "../store/append-result.ts";
import { describeConflict } from "./describe-conflict.ts";
import { problemDetailsOf, type ProblemDetails, type ProblemDetailsOptions } from "./problem-details.ts";
import { TruceError } from "./truce-error.ts";

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

/** Events committed in the meantime conflict with the append, and nothing was written. */
export class ConflictError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "conflict";
  /** The stream that was to be appended to. */
  readonly streamId: ConflictRefusal["streamId"];
  /** What the caller claimed to have seen. */
  readonly expectedVersion: ConflictRefusal["expectedVersion"];
  /** The stream's version when the append was judged. */
  readonly actualVersion: ConflictRefusal["actualVersion"];
  /** Every conflicting pair, by incoming index and committed version, as far as `truncated` is false. */
  readonly conflicts: ConflictRefusal["conflicts"];
  /** How many committed events conflict. */
  readonly count: ConflictRefusal["count"];
  /** Whether `conflicts` covers the first of the conflicting events only. */
  readonly truncated: ConflictRefusal["truncated"];

  constructor(refusal: ConflictRefusal, options?: { readonly cause?: unknown }) {
    super(describeConflict(refusal), options);
    this.streamId = refusal.streamId;
    this.expectedVersion = refusal.expectedVersion;
    this.actualVersion = refusal.actualVersion;
    this.conflicts = refusal.conflicts;
    this.count = refusal.count;
    this.truncated = refusal.truncated;
  }

  /**
   * The conflict as the body of an HTTP answer (RFC 9457): status 409, and for each conflict the reason as a field of its
   * own. It holds types and versions, but no payloads: the caller may not be allowed to see them. Rules and the files
   * that they stand in are added on request.
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

/** The stream is not where the caller claimed, and no rule can help. Nothing was written. */
export class WrongVersionError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "wrong-version";
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** What the caller claimed to have seen. */
  readonly expectedVersion: WrongVersionRefusal["expectedVersion"];
  /** The stream's version when it was looked at. */
  readonly actualVersion: number;

  constructor({ streamId, expectedVersion, actualVersion }: WrongVersionRefusal) {
    super(
      `stream '${streamId}' ${describeWrongVersion(expectedVersion, actualVersion)}; nothing was appended`,
    );
    this.streamId = streamId;
    this.expectedVersion = expectedVersion;
    this.actualVersion = actualVersion;
  }
}

/** An event id is already in the stream with another content, order or company. Nothing was written. */
export class IdReusedError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "id-reused";
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** The id that is taken. */
  readonly eventId: string;
  /** Version of the event that has the id. */
  readonly version: number;

  constructor({ streamId, eventId, version }: IdReusedRefusal) {
    super(
      `event id '${eventId}' is already in stream '${streamId}' at version ${version}, and this is not the same ` +
        "append again; nothing was appended: give new events new ids",
    );
    this.streamId = streamId;
    this.eventId = eventId;
    this.version = version;
  }
}

/** The stream is not where the decision was made, and the caller asked to append nowhere else. Nothing was written. */
export class StaleDecisionError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "stale-decision";
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** The version that the decision was made at. */
  readonly decisionVersion: number;
  /** The stream's version when it was looked at. */
  readonly actualVersion: number;

  constructor({ streamId, decisionVersion, actualVersion }: StaleDecisionRefusal) {
    super(
      `stream '${streamId}' is at version ${actualVersion}, but the decision was made at version ${decisionVersion}; ` +
        "nothing was appended: decide again",
    );
    this.streamId = streamId;
    this.decisionVersion = decisionVersion;
    this.actualVersion = actualVersion;
  }
}

function describeWrongVersion(
  expectedVersion: WrongVersionRefusal["expectedVersion"],
  actualVersion: number,
): string {
  if (expectedVersion === "noStream") return `already exists, at version ${actualVersion}`;
  if (expectedVersion === "streamExists") return "does not exist";
  return `is at version ${actualVersion}, below the expected version ${expectedVersion}: that is a history it does not hold`;
}
