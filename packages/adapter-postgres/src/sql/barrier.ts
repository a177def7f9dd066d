/**
 * The barrier between appenders and readers of the whole store.
 *
 * Positions are taken in one order and become visible in another: whoever takes position 7 may commit before whoever
 * took 6, and a reader that has gone past 7 would skip 6 for ever. So a reader goes no further than where every
 * position is settled, and the appenders say where that is.
 *
 * WHY NO EVENT IS EVER SKIPPED
 *
 * - `announce`: before an appender takes its first position, it notes the last position taken so far, P, and holds an
 *   advisory lock that says P until its transaction ends. Every position that it takes is above P. Nobody ever waits for
 *   that lock: all hold it shared.
 * - `settled`: a reader first notes the last position taken, S; then looks which locks are held; then reads, in a later
 *   statement, the positions up to S, and up to the lowest P among the locks.
 * - Take an event at such a position, p. It was taken before S was noted, so its appender had its lock by then. When the
 *   reader looked, the lock was still held or had been let go. If held, p is above its P, and so above what is read. If let
 *   go, its transaction was over and, if it had committed, visible before: the later statement sees it.
 *
 * Foreign transactions do not matter, however long: they hold no such lock. Positions are plain numbers that survive dump
 * and restore; no transaction id is stored. A reader that waits (for `patience` at most, so as to see what was
 * acknowledged before the call) keeps nobody waiting.
 *
 * The lock's key has room for the lowest 31 bits of P; while a transaction is open, fewer than 2^31 positions are taken.
 *
 * INVARIANT: the sequence has CACHE 1: a session that had taken numbers in advance would use them after S was noted.
 */

import { RAISED } from "./raised.ts";

/** Keeps what fits into a positive integer of 32 bits. */
const LOW_BITS = 2 ** 31 - 1;

/** The lock's first key: the table that it is about. */
function tableKey(schema: string): string {
  return `('${schema}.events'::regclass::oid::bigint & ${LOW_BITS})::integer`;
}

/** The last position taken, as a select list over `positions`: before the first one the sequence says 1, not called. */
const LAST_POSITION = "CASE WHEN is_called THEN last_value ELSE 0 END";

/**
 * What `announce` stands for: an expression, for PERFORM. The lock's second key: the lowest bits of P. Not a SELECT from
 * the sequence, which would cost as much as a look at the stream.
 */
export function announcement(schema: string): string {
  return `pg_advisory_xact_lock_shared(${tableKey(schema)}, (coalesce(pg_sequence_last_value('${schema}.positions'), 0) & ${LOW_BITS})::integer)`;
}

/** The function `settled`: how far can be read, and which position was taken last. */
export function barrierSql(schema: string): string {
  return `
CREATE OR REPLACE FUNCTION ${schema}.settled(patience interval, OUT settled bigint, OUT taken bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  give_up constant timestamptz := clock_timestamp() + patience;
  pause double precision := 0.0005;
  announced bigint[];
  latest bigint;
BEGIN
  IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
    RAISE EXCEPTION USING ERRCODE = '${RAISED.unsupportedIsolation}', MESSAGE = 'reading by position needs READ COMMITTED';
  END IF;
  -- The locks of appenders are on the primary, and seen only there.
  IF pg_is_in_recovery() THEN
    RAISE EXCEPTION USING ERRCODE = 'read_only_sql_transaction', MESSAGE = 'reading by position needs the primary';
  END IF;
  taken := (SELECT ${LAST_POSITION} FROM ${schema}.positions);
  LOOP
    announced := ARRAY(
      SELECT locks.objid::bigint FROM pg_locks AS locks
      WHERE locks.locktype = 'advisory'
        AND locks.objsubid = 2
        AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND locks.classid::bigint = ${tableKey(schema)}
        AND locks.pid IS DISTINCT FROM pg_backend_pid()
    );
    -- Noted after the look, so no P is above it, and each is the nearest number below it with these lowest bits.
    latest := (SELECT ${LAST_POSITION} FROM ${schema}.positions);
    settled := least(taken, (SELECT min(latest - (latest - bits & ${LOW_BITS})) FROM unnest(announced) AS locks(bits)));
    EXIT WHEN settled = taken OR clock_timestamp() >= give_up;
    PERFORM pg_sleep(pause);
    pause := least(pause * 2, 0.02);
  END LOOP;
END $$;
`;
}
