/** The columns of a recorded event. */

/**
 * A select list over `events AS e`. JSON, large integers and times are cast to text, because a driver or its
 * configuration may parse them in different ways.
 */
export function eventColumns(schema: string): string {
  return `e.position::text, e.stream_id, e.version::text, e.id, e.type, e.data::text, e.metadata::text,
        extract(epoch FROM e.recorded_at)::text AS recorded_at, e.expected_version::text, e.append_id,
        e.append_index::text, e.append_count::text,
        (SELECT r.fingerprint FROM ${schema}.rule_sets r WHERE r.id = e.rule_set) AS rules`;
}

/** A row of this select list. */
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
