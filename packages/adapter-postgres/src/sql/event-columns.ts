/** How a recorded event leaves the database. */

/**
 * A select list over `events AS e`. Whatever a driver or its owner might parse in some way of their own leaves as text:
 * JSON, large integers and times.
 */
export function eventColumns(schema: string): string {
  return `e.position::text, e.stream_id, e.version::text, e.id, e.type, e.data::text, e.metadata::text,
        extract(epoch FROM e.recorded_at)::text AS recorded_at, e.expected_version::text, e.append_id,
        e.append_index::text, e.append_count::text,
        (SELECT r.fingerprint FROM ${schema}.rule_sets r WHERE r.id = e.rule_set) AS rules`;
}

/** A row of that list. */
export interface EventRow {
  readonly position: string;
  readonly stream_id: string;
  readonly version: string;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  /** Seconds since 1970, with six decimals. */
  readonly recorded_at: string;
  readonly expected_version: string;
  readonly append_id: string;
  readonly append_index: string;
  readonly append_count: string;
  readonly rules: string | null;
}
