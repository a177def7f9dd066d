/**
 * The high-water mark: the position up to which a reader of the whole store can read without skipping an event.
 *
 * Positions are taken in one order and become visible in another. The appender that took position 7 may commit before
 * the one that took 6. A reader that has gone past 7 would then never see 6. So a reader stops at the high-water mark,
 * and every appender pins that mark for as long as its own positions are not decided.
 *
 * WHY NO EVENT IS EVER SKIPPED
 *
 * - `pinHighWaterMark`: before an appender takes its first position, it reads the last position taken so far, P. It then
 *   takes an advisory lock whose key contains P, and holds it until its transaction ends. All positions that it takes
 *   are above P. The lock is shared, so no appender ever waits for it.
 * - `high_water_mark`: a reader first reads the last position taken, S. It then looks at which of these locks are held.
 *   In a later statement it reads the positions up to S, but not above the lowest P of these locks.
 * - Take an event at a position p that is at most S. Its position was taken before the reader read S, so its appender
 *   held its lock by then. When the reader looked at the locks, the lock was either still held or already released. If
 *   it was held, p is above its P, so the reader stops before p. If it was released, the transaction had ended. If it had
 *   committed, its events were visible before the lock was released, so the later statement sees them.
 *
 * Other transactions do not matter, however long they are open, because they hold no such lock. Positions are plain
 * numbers that survive dump and restore; no transaction id is stored. A reader can wait for appends that are under way,
 * so that it sees every append that was acknowledged before the call. It keeps no other session waiting meanwhile.
 *
 * The key has room for the lowest 31 bits of P. That is enough as long as fewer than 2^31 positions are taken while one
 * transaction is open.
 *
 * INVARIANT: the sequence has CACHE 1. A session that takes numbers in advance would use them after S was read.
 */

import { RAISED } from "./codes.ts";

/** Keeps what fits into a positive integer of 32 bits. */
const LOW_BITS = 2 ** 31 - 1;

/** The first key of the lock: the events table. */
function tableKey(schema: string): string {
  return `('${schema}.events'::regclass::oid::bigint & ${LOW_BITS})::integer`;
}

/** The last position taken, as a select list over `positions`. A sequence that was never used has the value 1, not called. */
const LAST_POSITION = "CASE WHEN is_called THEN last_value ELSE 0 END";

/**
 * The expression that takes the lock, for PERFORM. The second key of the lock is the lowest bits of P. A SELECT from the
 * sequence would cost as much as reading the version of a stream.
 */
export function pinHighWaterMark(schema: string): string {
  return `pg_advisory_xact_lock_shared(${tableKey(schema)}, (coalesce(pg_sequence_last_value('${schema}.positions'), 0) & ${LOW_BITS})::integer)`;
}

/**
 * The function `high_water_mark`. It waits until no append holds the mark below the last position that was taken when it
 * was called, but not longer than `max_wait`.
 */
export function highWaterMarkFunctionSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.high_water_mark(
  max_wait interval,
  OUT high_water_mark bigint,
  OUT last_position bigint
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  deadline constant timestamptz := clock_timestamp() + max_wait;
  pause double precision := 0.0005;
  pins bigint[];                          -- the lowest bits of each P
  latest bigint;
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION USING ERRCODE = '${RAISED.unsupportedIsolation}', MESSAGE = 'reading by position needs READ COMMITTED';
  END IF;
  -- The locks of appenders exist only on the primary.
  IF pg_is_in_recovery() THEN
    RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction', MESSAGE = 'reading by position needs the primary';
  END IF;
  last_position := (SELECT ${LAST_POSITION} FROM ${schema}.positions);
  LOOP
    pins := ARRAY(
      SELECT locks.objid::bigint FROM pg_locks AS locks
      WHERE locks.locktype = 'advisory'
        AND locks.objsubid = 2
        AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND locks.classid::bigint = ${tableKey(schema)}
        AND locks.pid IS DISTINCT FROM pg_backend_pid()
    );
    -- Read after the locks, so no P is above it. Each P is the nearest number at or below it with these lowest bits.
    latest := (SELECT ${LAST_POSITION} FROM ${schema}.positions);
    high_water_mark := least(
      last_position,
      (SELECT min(latest - (latest - bits & ${LOW_BITS})) FROM unnest(pins) AS pinned(bits))
    );
    EXIT WHEN high_water_mark = last_position OR clock_timestamp() >= deadline;
    PERFORM pg_sleep(pause);
    pause := least(pause * 2, 0.02);
  END LOOP;
END $$;
`;
}
