/** The parts that `append`, for batches, and `append_one`, for single appends, have in common. */

import { EXPECTED, LOOK_UP, RAISED } from "./codes.ts";

/**
 * How both functions run: with the rights of their owner, with names that are looked up in the catalog only, and with
 * plans that do not depend on the planner's statistics. Those are wrong for a table that has just begun to grow.
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
 * How both functions begin. They refuse transactions in which a decision could be wrong, make the commit durable, and
 * limit the wait for locks to the parameter `lock_timeout`, or to the session's setting if that is shorter.
 */
export const PRECAUTIONS = `
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION USING ERRCODE = '${RAISED.unsupportedIsolation}', MESSAGE = 'the append needs READ COMMITTED';
  END IF;
  -- A refusal is a decision too. A replica may be behind, so it must not decide.
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

/** The key of a stream's lock. Two stream ids can have the same key, which costs a wait and never gives a wrong answer. */
export function streamKey(schema: string, streamId: string): string {
  return `hashtextextended(${streamId}, '${schema}.events'::regclass::oid::bigint)`;
}

/** The version of a stream in the table. */
export function streamVersion(schema: string, streamId: string): string {
  return `coalesce((
      SELECT e.version FROM ${schema}.events e WHERE e.stream_id = ${streamId} ORDER BY e.version DESC LIMIT 1
    ), 0)`;
}

/** Step 2: whether the append must be refused because of the stream's version. */
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
