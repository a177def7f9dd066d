/** Appends as the parameters of a call. */

import type { AppendRequest, RuleSet } from "@truce/core";

import { arrayLiteral } from "../array-literal.ts";
import type { Parameter } from "../driver.ts";
import { APPEND, APPEND_ONE } from "../sql/append-call.ts";
import { codeOf } from "./expected-version-code.ts";

/** What is set for the transaction of a call. */
export interface CallSettings {
  /** What `synchronous_commit` is set to; null to leave it alone. */
  readonly durability: string | null;
  /** The longest that `lock_timeout` may be; null to leave it alone. */
  readonly lockPatience: string | null;
}

/**
 * Of appends that travel together.
 *
 * @param isStored - Whether a rule set is known to be stored: its JSON then stays at home.
 */
export function batchParameters(
  batch: readonly AppendRequest[],
  { durability, lockPatience }: CallSettings,
  isStored: (fingerprint: string) => boolean,
): readonly Parameter[] {
  const events = batch.flatMap((request) => request.events);
  const newRuleSets = unknownRuleSets(batch, isStored);
  return APPEND.parameters({
    durability,
    lockPatience,
    streamIds: arrayLiteral(batch.map(({ streamId }) => streamId)),
    expectedVersions: arrayLiteral(batch.map(codeOf)),
    checksAfter: arrayLiteral(batch.map(({ checkAfter }) => checkAfter)),
    conflictsWith: arrayLiteral(batch.map(conflictsWithJson)),
    appendIds: arrayLiteral(batch.map(({ appendId }) => appendId)),
    ruleSets: arrayLiteral(batch.map(({ rules }) => rules?.fingerprint ?? null)),
    eventCounts: arrayLiteral(batch.map((request) => request.events.length)),
    eventAppends: arrayLiteral(batch.flatMap((request, index) => request.events.map(() => index + 1))),
    eventIndexes: arrayLiteral(batch.flatMap((request) => request.events.map((_, index) => index))),
    eventIds: arrayLiteral(events.map(({ id }) => id)),
    eventTypes: arrayLiteral(events.map(({ type }) => type)),
    eventData: arrayLiteral(events.map(({ data }) => data)),
    eventMetadata: arrayLiteral(events.map(({ metadata }) => metadata)),
    newRuleSets: arrayLiteral(newRuleSets.map(({ fingerprint }) => fingerprint)),
    newRuleSetsJson: arrayLiteral(newRuleSets.map(({ canonicalJson }) => canonicalJson)),
  });
}

/** The same of one that travels alone. */
export function oneParameters(
  request: AppendRequest,
  { durability, lockPatience }: CallSettings,
  isStored: (fingerprint: string) => boolean,
): readonly Parameter[] {
  const { streamId, events, checkAfter, appendId, rules } = request;
  return APPEND_ONE.parameters({
    durability,
    lockPatience,
    streamId,
    expectedVersion: String(codeOf(request)),
    checkAfter: checkAfter === null ? null : String(checkAfter),
    conflictsWith: conflictsWithJson(request),
    appendId,
    ruleSet: rules?.fingerprint ?? null,
    ruleSetJson: rules && !isStored(rules.fingerprint) ? rules.canonicalJson : null,
    eventIds: arrayLiteral(events.map(({ id }) => id)),
    eventTypes: arrayLiteral(events.map(({ type }) => type)),
    eventData: arrayLiteral(events.map(({ data }) => data)),
    eventMetadata: arrayLiteral(events.map(({ metadata }) => metadata)),
  });
}

/** Null where nothing can conflict: the database then looks at nothing at all. */
function conflictsWithJson({ conflictsWith }: AppendRequest): string | null {
  return conflictsWith.length === 0 ? null : JSON.stringify(conflictsWith);
}

function unknownRuleSets(
  batch: readonly AppendRequest[],
  isStored: (fingerprint: string) => boolean,
): readonly RuleSet[] {
  const unknown = new Map<string, RuleSet>();
  for (const { rules } of batch)
    if (rules && !isStored(rules.fingerprint)) unknown.set(rules.fingerprint, rules);
  return [...unknown.values()];
}
