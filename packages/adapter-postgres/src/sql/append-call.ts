/** The calls of the functions that append. */

import type { Parameter } from "../driver.ts";

/** A call of a function by parameters that have names. */
export interface Call<Name extends string> {
  /** The statement, for a quoted schema. */
  readonly sql: (schema: string) => string;
  /** The parameters in the order of the call. */
  parameters(byName: Readonly<Record<Name, Parameter>>): readonly Parameter[];
  /** Number of parameters. */
  readonly arity: number;
}

/** Of many appends: every parameter but the first two is an array literal. */
export const APPEND = call("append", {
  durability: "text",
  lockTimeout: "text",
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
});

/** Of one append: the parameters of its events are array literals. */
export const APPEND_ONE = call("append_one", {
  durability: "text",
  lockTimeout: "text",
  streamId: "text",
  expectedVersion: "bigint",
  checkAfter: "bigint",
  conflictsWith: "jsonb",
  appendId: "text",
  ruleSet: "text",
  ruleSetJson: "text",
  eventIds: "text[]",
  eventTypes: "text[]",
  eventData: "text[]",
  eventMetadata: "text[]",
});

/** Every parameter is sent as text: no driver has a say in what becomes of it. The order of the types is that of the call. */
function call<Name extends string>(name: string, types: Readonly<Record<Name, string>>): Call<Name> {
  const names = Object.keys(types) as Name[];
  const list = names.map((parameter, index) => `$${index + 1}::text::${types[parameter]}`).join(", ");
  return {
    sql: (schema) => `
SELECT kind, first_version::text, last_version::text, last_position::text, conflict_count::text, detail::text
FROM ${schema}.${name}(${list})`,
    parameters: (byName) => names.map((parameter) => byName[parameter]),
    arity: names.length,
  };
}

/** What the functions say of one append. */
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
