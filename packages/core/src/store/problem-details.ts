/** Conflicts as problem details for HTTP APIs (RFC 9457). */

import type { ExpectedVersion } from "../events/expected-version.ts";
import type { RuleSource } from "../rules/declaration.ts";
import type { ConflictingPair } from "../rules/verdict.ts";
import type { ConflictRefusal } from "./append-result.ts";
import { describePair, describeRule } from "../rules/describe-pair.ts";

/** What the body of a problem contains. */
export interface ProblemDetailsOptions {
  /** Adds the explanation and the rule of each conflict, with file and line, for developers. The default is false. */
  readonly includeRules?: boolean | undefined;
}

/**
 * A conflict as the body of an HTTP response with the media type `application/problem+json` (RFC 9457). The members
 * after `detail` are extensions.
 */
export interface ProblemDetails {
  /** The kind of problem, as a tag URI. */
  readonly type: string;
  /** The kind of problem in words. Always the same text. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: 409;
  /** For the user: the reasons of the rules that refused the change, or a general sentence if the rules have no reasons. */
  readonly detail: string;
  /** The error code. */
  readonly code: "conflict";
  /** The stream that the append was for. */
  readonly streamId: string;
  /** The version that the caller expected. */
  readonly expectedVersion: ExpectedVersion;
  /** The stream's version when the append was judged. The client should read the stream up to it before it tries again. */
  readonly actualVersion: number;
  /** How many committed events conflict. */
  readonly count: number;
  /** The first conflicting pairs, at most 20. */
  readonly conflicts: readonly ProblemConflict[];
}

/** A conflicting pair without its payloads. */
export interface ProblemConflict {
  /** The reason of the rule; null if the rule has no reason, or the event type has no rule. */
  readonly reason: string | null;
  /** The event that was refused: its type, and its index in the append, from 0. */
  readonly incoming: { readonly type: string; readonly index: number };
  /** The event that it conflicts with. */
  readonly committed: {
    readonly type: string;
    readonly id: string;
    readonly version: number;
    /** ISO 8601, in UTC. */
    readonly recordedAt: string;
  };
  /** The pair in one sentence, with its rule; only with `includeRules`. */
  readonly explanation?: string;
  /** Null if the incoming type has no rule; only with `includeRules`. */
  readonly rule?: { readonly text: string; readonly source: RuleSource | null } | null;
}

/** How many pairs the body of a problem has, at most. */
const MAX_PROBLEM_CONFLICTS = 20;

/** A tag URI (RFC 9457, section 3.1.1), because there is no page to link to. */
const PROBLEM_TYPE = "tag:truce-events.dev,2026:conflict";

const TITLE = "The change conflicts with a change that was made in the meantime.";

/** The problem details of a conflict. */
export function problemDetailsOf(
  refusal: ConflictRefusal,
  { includeRules = false }: ProblemDetailsOptions = {},
): ProblemDetails {
  const { streamId, expectedVersion, actualVersion, count } = refusal;
  const pairs = refusal.conflicts.slice(0, MAX_PROBLEM_CONFLICTS);
  const reasons = new Set(pairs.flatMap((pair) => reasonOf(pair) ?? []));
  return {
    type: PROBLEM_TYPE,
    title: TITLE,
    status: 409,
    detail: reasons.size > 0 ? [...reasons].join(" ") : TITLE,
    code: "conflict",
    streamId,
    expectedVersion,
    actualVersion,
    count,
    conflicts: pairs.map((pair) => ({ ...conflictOf(pair), ...(includeRules && ruleOf(pair)) })),
  };
}

function conflictOf(pair: ConflictingPair): ProblemConflict {
  const { incoming, committed } = pair;
  return {
    reason: reasonOf(pair),
    incoming: { type: incoming.type, index: incoming.index },
    committed: {
      type: committed.type,
      id: committed.id,
      version: committed.version,
      recordedAt: committed.recordedAt.toISOString(),
    },
  };
}

function reasonOf(pair: ConflictingPair): string | null {
  return pair.reason === "rule" ? pair.rule.reason : null;
}

function ruleOf(pair: ConflictingPair): Pick<ProblemConflict, "explanation" | "rule"> {
  return {
    explanation: describePair(pair),
    rule: pair.reason === "rule" ? { text: describeRule(pair.rule), source: pair.rule.source } : null,
  };
}
