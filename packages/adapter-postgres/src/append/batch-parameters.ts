/** Appends as the parameters of a call. */

import type { RuleSet } from "@truce/core";
import type { AppendRequest } from "@truce/core/adapter";

import { dependentsOf } from "./dependents.ts";
import { looksOf } from "./looks.ts";
import { numbering } from "./numbering.ts";
import { arrayLiteral } from "../array-literal.ts";
import type { Parameter } from "../driver.ts";
import { APPEND, APPEND_ONE } from "../sql/append-call.ts";
import { codeOf } from "../sql/codes.ts";

/** Settings for the transaction of a call. */
export interface CallSettings {
  /** The value of `synchronous_commit`; null to keep the server's setting. */
  readonly durability: string | null;
  /** The maximum for `lock_timeout`, in milliseconds; null to keep the session's setting. */
  readonly lockTimeoutMs: number | null;
}

/**
 * The parameters of a batch. Lists refer to elements of each other by number, from 1.
 *
 * @param isStored - True if the rule set with this fingerprint is already stored; its JSON is then left out of the call.
 */
export function batchParameters(
  batch: readonly AppendRequest[],
  { durability, lockTimeoutMs }: CallSettings,
  isStored: (fingerprint: string) => boolean,
): readonly Parameter[] {
  const streams = numbering<string>();
  const streamNumbers = batch.map(({ streamId }) => streams.numberOf(streamId, streamId));
  const ruleSets = numbering<RuleSet>();
  const judgedBy = batch.map(({ rules }) => rules && ruleSets.numberOf(rules.fingerprint, rules));
  const looks = looksOf(batch, streamNumbers);
  const events = batch.flatMap((request) => request.events);
  return APPEND.parameters({
    durability,
    lockTimeout: intervalOf(lockTimeoutMs),
    streams: arrayLiteral(streams.items),
    streamsAfter: arrayLiteral(lowestChecks(batch, streamNumbers, streams.items.length)),
    streamNumbers: arrayLiteral(streamNumbers),
    expectedVersions: arrayLiteral(batch.map(codeOf)),
    checksAfter: arrayLiteral(batch.map(({ checkAfter }) => checkAfter)),
    conflictsWith: arrayLiteral(batch.map(conflictsWithJson)),
    appendIds: arrayLiteral(batch.map(({ appendId }) => appendId)),
    judgedBy: arrayLiteral(judgedBy),
    eventCounts: arrayLiteral(batch.map((request) => request.events.length)),
    dependents: arrayLiteral(dependentsOf(batch)),
    lookStreams: arrayLiteral(looks.streams),
    lookTypes: arrayLiteral(looks.types),
    lookKeys: arrayLiteral(looks.keys),
    lookRests: arrayLiteral(looks.rests),
    looksAfter: arrayLiteral(looks.after),
    looks: arrayLiteral(looks.looks),
    lookAppends: arrayLiteral(looks.appends),
    lookValues: arrayLiteral(looks.values),
    ruleSets: arrayLiteral(ruleSets.items.map(({ fingerprint }) => fingerprint)),
    ruleSetsJson: arrayLiteral(
      ruleSets.items.map(({ fingerprint, canonicalJson }) => (isStored(fingerprint) ? null : canonicalJson)),
    ),
    eventAppends: arrayLiteral(batch.flatMap((request, index) => request.events.map(() => index + 1))),
    eventIndexes: arrayLiteral(batch.flatMap((request) => request.events.map((_, index) => index))),
    eventIds: arrayLiteral(events.map(({ id }) => id)),
    eventTypes: arrayLiteral(events.map(({ type }) => type)),
    eventData: arrayLiteral(events.map(({ data }) => data)),
    eventMetadata: arrayLiteral(events.map(({ metadata }) => metadata)),
  });
}

/** For each stream, the lowest version after which an append checks for conflicts; null if none does. */
function lowestChecks(
  batch: readonly AppendRequest[],
  streamNumbers: readonly number[],
  streams: number,
): readonly (number | null)[] {
  const lowest = Array<number | null>(streams).fill(null);
  batch.forEach(({ checkAfter, conflictsWith }, index) => {
    if (checkAfter === null || conflictsWith.length === 0) return;
    const at = (streamNumbers[index] ?? 1) - 1;
    lowest[at] = Math.min(lowest[at] ?? checkAfter, checkAfter);
  });
  return lowest;
}

/** The parameters of a single append. */
export function oneParameters(
  request: AppendRequest,
  { durability, lockTimeoutMs }: CallSettings,
  isStored: (fingerprint: string) => boolean,
): readonly Parameter[] {
  const { streamId, events, checkAfter, appendId, rules } = request;
  return APPEND_ONE.parameters({
    durability,
    lockTimeout: intervalOf(lockTimeoutMs),
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

function intervalOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : `${milliseconds}ms`;
}

/** Null if nothing can conflict, so that the database checks nothing. */
function conflictsWithJson({ conflictsWith }: AppendRequest): string | null {
  return conflictsWith.length === 0 ? null : JSON.stringify(conflictsWith);
}
