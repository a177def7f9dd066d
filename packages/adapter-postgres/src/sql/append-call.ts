/** The call of the function `append`. */

import type { Parameter } from "../driver.ts";

/** Its parameters by name, each an array literal but the first. The order of the keys is the order of the call. */
export type AppendParameters = Readonly<Record<keyof typeof TYPES, Parameter>>;

const TYPES = {
  durability: "text",
  streamIds: "text[]",
  expectedVersions: "bigint[]",
  checksAfter: "bigint[]",
  conflictsWith: "jsonb[]",
  appendIds: "text[]",
  ruleSets: "text[]",
  eventCounts: "integer[]",
  eventAppends: "integer[]",
  eventIndexes: "integer[]",
  eventIds: "text[]",
  eventTypes: "text[]",
  eventData: "text[]",
  eventMetadata: "text[]",
  newRuleSets: "text[]",
  newRuleSetsJson: "text[]",
} as const;

/** Every parameter is sent as text: no driver has a say in what becomes of it. */
export function appendCallSql(schema: string): string {
  const parameters = Object.values(TYPES).map((type, index) => `$${index + 1}::text::${type}`);
  return `
SELECT kind, first_version::text, last_version::text, last_position::text, conflict_count::text, detail::text
FROM ${schema}.append(${parameters.join(", ")})`;
}

/** The parameters in the order of the call. */
export function appendCallParameters(parameters: AppendParameters): readonly Parameter[] {
  return (Object.keys(TYPES) as (keyof typeof TYPES)[]).map((name) => parameters[name]);
}

/** What the function says of one append. */
export interface VerdictRow {
  readonly kind: "appended" | "merged" | "duplicate" | "conflict" | "wrong-version" | "id-reused";
  readonly first_version: string | null;
  /** Of refusals: the stream's version. */
  readonly last_version: string | null;
  readonly last_position: string | null;
  readonly conflict_count: string | null;
  /** Of 'conflict': a list of events. Of 'id-reused': the id. */
  readonly detail: string | null;
}
