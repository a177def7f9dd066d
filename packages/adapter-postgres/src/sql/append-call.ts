/** The calls of the functions that append. */

import type { Parameter } from "../driver.ts";

/** A call of a function, with named parameters. */
export interface Call<Name extends string> {
  /** The statement, for a quoted schema. */
  readonly sql: (schema: string) => string;
  /** The parameters, in the order of the statement. */
  parameters(byName: Readonly<Record<Name, Parameter>>): readonly Parameter[];
  /** Number of parameters. */
  readonly arity: number;
}

/** A call for a batch. Every parameter except the first two is an array literal. */
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

/** A call for a single append. The parameters of its events are array literals. */
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

/** Every parameter is sent as text, so that no driver converts it. The order of the types is that of the function. */
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

/** The verdict on one append, as both functions return it. */
export interface VerdictRow {
  readonly kind: "appended" | "merged" | "duplicate" | "conflict" | "wrong-version" | "id-reused";
  readonly first_version: string | null;
  /** The last version written. For a refusal, the stream's version. */
  readonly last_version: string | null;
  readonly last_position: string | null;
  readonly conflict_count: string | null;
  /** For 'conflict', a list of events. For 'id-reused', the id. */
  readonly detail: string | null;
}
