/** The calls of the functions that append. */

import type { Parameter } from "../driver.ts";
import type { EventRow } from "./event-columns.ts";

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
  streams: "text[]",
  streamsAfter: "bigint[]",
  streamNumbers: "integer[]",
  expectedVersions: "bigint[]",
  checksAfter: "bigint[]",
  conflictsWith: "text[]",
  appendIds: "text[]",
  judgedBy: "integer[]",
  eventCounts: "integer[]",
  dependents: "integer[]",
  lookStreams: "integer[]",
  lookTypes: "text[]",
  lookKeys: "text[]",
  lookRests: "text[]",
  looksAfter: "bigint[]",
  looks: "integer[]",
  lookAppends: "integer[]",
  lookValues: "text[]",
  ruleSets: "text[]",
  ruleSetsJson: "text[]",
  eventAppends: "integer[]",
  eventIndexes: "integer[]",
  eventIds: "text[]",
  eventTypes: "text[]",
  eventData: "text[]",
  eventMetadata: "text[]",
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

/**
 * Every parameter is sent as text, so that no driver converts it. The order of the types is that of the function. The call
 * returns one row, whose only column `answer` is JSON.
 */
function call<Name extends string>(name: string, types: Readonly<Record<Name, string>>): Call<Name> {
  const names = Object.keys(types) as Name[];
  const list = names.map((parameter, index) => `$${index + 1}::text::${types[parameter]}`).join(", ");
  return {
    sql: (schema) =>
      `SELECT pg_catalog.row_to_json(called)::text AS answer FROM ${schema}.${name}(${list}) AS called`,
    parameters: (byName) => names.map((parameter) => byName[parameter]),
    arity: names.length,
  };
}

/** The result of `append`. */
export interface BatchResult {
  /** For each append, the version of its first event; null if this call did not write it. */
  readonly first_versions: readonly (number | null)[];
  /** The positions of all events that this call wrote, in their order. */
  readonly positions: readonly number[];
  /** The verdicts on the appends that this call did not write. `append` is the number of the append, from 1. */
  readonly answers: readonly (Verdict & { readonly append: number })[];
}

/** The result of `append_one`, and the verdict on one append of a batch. */
export interface Verdict {
  readonly kind: "appended" | "merged" | "duplicate" | "conflict" | "wrong-version" | "id-reused";
  readonly first_version: number | null;
  /** The last version written. For a refusal, the stream's version. */
  readonly last_version: number | null;
  readonly last_position: number | null;
  readonly conflict_count: number | null;
  /** For 'conflict', a list of events. For 'id-reused', the id. */
  readonly detail: readonly EventRow[] | string | null;
}
