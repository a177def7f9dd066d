/** Conflicts as problem details for HTTP APIs: RFC 9457. */

import type { ExpectedVersion } from "../events/expected-version.ts";
import type { ConflictRefusal } from "../store/append-result.ts";
import type { RuleSource } from "../rules/declaration.ts";
import { describeConflict, describePair, describeRule } from "./describe-conflict.ts";

/**
 * A conflict as the body of an HTTP answer with the media type `application/problem+json` (RFC 9457). The members
 * after `detail` are extensions.
 */
export interface ProblemDetails {
  /** Names the kind of problem: a tag URI. */
  readonly type: string;
  /** The kind of problem in words, always the same. */
  readonly title: string;
  /** The HTTP status that fits. */
  readonly status: 409;
  /** This problem in words. */
  readonly detail: string;
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** What the caller claimed to have seen. */
  readonly expectedVersion: ExpectedVersion;
  /** The stream's version when the append was judged. */
  readonly actualVersion: number;
  /** How many committed events conflict. */
  readonly count: number;
  /** The first conflicting pairs: 20 at the most. */
  readonly conflicts: readonly ProblemConflict[];
}

/** A conflicting pair without its payloads. */
export interface ProblemConflict {
  /** This problem in words. */
  readonly detail: string;
  /** The event that was refused: its type, and its place in the append from 0. */
  readonly incoming: { readonly type: string; readonly index: number };
  /** The event that it conflicts with. */
  readonly committed: {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    /** ISO 8601, in UTC. */
    readonly recordedAt: string;
  };
  /** Null where the incoming type has no rule. */
  readonly rule: { readonly text: string; readonly source: RuleSource | null } | null;
}

/** The most pairs in a problem's body. */
const MAX_PROBLEM_CONFLICTS = 20;

/** Names the kind of problem (RFC 9457, section 3.1.1); a tag URI, since there is nothing to dereference. */
const PROBLEM_TYPE = "tag:truce-events.dev,2026:conflict";

/** The problem details of a conflict. */
export function problemDetailsOf(refusal: Omit<ConflictRefusal, "kind">): ProblemDetails {
  return {
    type: PROBLEM_TYPE,
    title: "the change conflicts with a change that was made in the meantime",
    status: 409,
    detail: describeConflict(refusal),
    streamId: refusal.streamId,
    expectedVersion: refusal.expectedVersion,
    actualVersion: refusal.actualVersion,
    count: refusal.count,
    conflicts: refusal.conflicts.slice(0, MAX_PROBLEM_CONFLICTS).map((pair) => ({
      detail: describePair(pair),
      incoming: { type: pair.incoming.type, index: pair.incoming.index },
      committed: {
        type: pair.committed.type,
        id: pair.committed.id,
        version: pair.committed.version,
        recordedAt: pair.committed.recordedAt.toISOString(),
      },
      rule: pair.reason === "rule" ? { text: describeRule(pair.rule), source: pair.rule.source } : null,
    })),
  };
}
