/** What both functions that append are made of: `append`, for many that travel together, and `append_one`. */

import { EXPECTED, LOOK_UP, RAISED } from "./codes.ts";

/**
 * How both functions run: with the rights of their owner, names looked up nowhere but in the catalog, and plans that do
 * not depend on the planner's statistics, which know nothing of a table that has just begun to grow: every look goes by
 * index, one way.
 */
export const SETTINGS = `
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_sort = off
SET jit = off`;

/**
 * How both begin: refuses transactions in which no decision can be relied on, makes the commit durable, and waits for
 * locks no longer than `lock_timeout` says, or the server where that says less.
 */
export const PRECAUTIONS = `
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION USING ERRCODE = '${RAISED.unsupportedIsolation}', MESSAGE = 'the append needs READ COMMITTED';
  END IF;
  -- Also a refusal is a decision: never on a replica, which may be behind.
  IF current_setting('transaction_read_only') = 'on' THEN
    RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction', MESSAGE = 'the append needs the primary';
  END IF;
  IF durability <> current_setting('synchronous_commit')
    AND NOT (durability = 'on' AND current_setting('synchronous_commit') = 'remote_apply')
  THEN
    PERFORM set_config('synchronous_commit', durability, true);
  END IF;
  IF lock_timeout IS NOT NULL AND current_setting('lock_timeout')::interval NOT BETWEEN '1 microsecond' AND lock_timeout::interval THEN
    PERFORM set_config('lock_timeout', lock_timeout, true);
  END IF;`;

/** The key of a stream's lock. Two names can have one: that costs a wait, never a wrong answer. */
export function streamKey(schema: string, streamId: string): string {
  return `hashtextextended(${streamId}, '${schema}.events'::regclass::oid::bigint)`;
}

/** The version of a stream in the table. */
export function streamVersion(schema: string, streamId: string): string {
  return `coalesce((
      SELECT e.version FROM ${schema}.events e WHERE e.stream_id = ${streamId} ORDER BY e.version DESC LIMIT 1
    ), 0)`;
}

/** Step 2: whether a stream at this version is not what the append expects. */
export function isUnexpected(version: string, expectedVersion: string, checkAfter: string): string {
  return `(
      coalesce(${checkAfter} > ${version}, false) OR CASE ${expectedVersion}
        WHEN ${LOOK_UP} THEN true
        WHEN ${EXPECTED.any} THEN false
        WHEN ${EXPECTED.noStream} THEN ${version} > 0
        WHEN ${EXPECTED.streamExists} THEN ${version} = 0
        ELSE ${expectedVersion} > ${version}
      END
    )`;
}
