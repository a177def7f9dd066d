/**
 * The statements that keep the state of processors. A schema is quoted; every parameter is text.
 *
 * WHY ONLY ONE LEASE COUNTS: a row of `processor_partitions` has one lease id, and every statement that moves a checkpoint
 * asks for its own. A statement that meets a row which another transaction is changing waits for it, and then looks at the
 * row again as it is (READ COMMITTED). So a holder whose lease was taken over changes nothing, and who takes over begins
 * at the last checkpoint that was committed.
 */

/** Adds a processor, if it does not exist. Parameters: its name, the number of its partitions. Returns a row if it is new. */
export function addProcessorSql(schema: string): string {
  return `
INSERT INTO ${schema}.processors (name, partitions)
VALUES ($1::text, $2::text::integer)
ON CONFLICT (name) DO NOTHING
RETURNING name`;
}

/**
 * Takes a lease. Parameters: the processor, the partition, the lease id, its milliseconds, the number of partitions, the
 * id of a lease that it replaces or null. Returns the checkpoint; no row if there is another lease, if the processor does not exist, or if it has another number of
 * partitions.
 *
 * The lock on the row of the processor keeps it from being forgotten meanwhile.
 */
export function claimSql(schema: string): string {
  return `
INSERT INTO ${schema}.processor_partitions AS p (processor, partition, lease_id, leased_until)
SELECT known.name, $2::text::integer, $3::text, ${leaseEnd("$4")}
FROM (SELECT name FROM ${schema}.processors WHERE name = $1::text AND partitions = $5::text::integer FOR KEY SHARE) known
ON CONFLICT (processor, partition) DO UPDATE SET lease_id = EXCLUDED.lease_id, leased_until = ${leaseEnd("$4")}
WHERE p.lease_id IS NULL OR p.leased_until <= clock_timestamp() OR p.lease_id = $6::text
RETURNING p.position::text, p.event_id`;
}

/** Makes a lease last from now. Parameters: the processor, the partition, the lease id, milliseconds. Returns the checkpoint. */
export function renewSql(schema: string): string {
  return `
UPDATE ${schema}.processor_partitions SET leased_until = ${leaseEnd("$4")}
WHERE ${IS_LEASED}
RETURNING position::text, event_id`;
}

/** Ends a lease. Parameters: the processor, the partition, the lease id. */
export function releaseSql(schema: string): string {
  return `UPDATE ${schema}.processor_partitions SET lease_id = NULL, leased_until = NULL WHERE ${IS_LEASED} RETURNING partition`;
}

/** Moves a checkpoint. Parameters: the processor, the partition, the lease id, a position, an event id. Returns a row if it moved. */
export function moveCheckpointSql(schema: string): string {
  return `
UPDATE ${schema}.processor_partitions SET position = $4::text::bigint, event_id = $5::text
WHERE ${IS_LEASED}
RETURNING position::text`;
}

/** Parks events. Parameters: the processor, the partition, and three lists: positions, stream ids, problems. */
export function parkSql(schema: string): string {
  return `
INSERT INTO ${schema}.parked_events (processor, partition, position, stream_id, problem, is_due)
SELECT $1::text, $2::text::integer, parked.position, parked.stream_id, parked.problem, false
FROM unnest($3::text::bigint[], $4::text::text[], $5::text::text[]) AS parked(position, stream_id, problem)
ON CONFLICT (processor, position) DO UPDATE SET problem = EXCLUDED.problem, is_due = false
RETURNING position::text`;
}

/** Parameters: the processor, a list of positions. */
export function unparkSql(schema: string): string {
  return `
DELETE FROM ${schema}.parked_events
WHERE processor = $1::text AND position = ANY ($2::text::bigint[])
RETURNING position::text`;
}

/** The partitions of a processor. Parameter: its name. */
export function statusSql(schema: string): string {
  return `
SELECT p.partition::text, processors.partitions::text, p.position::text, p.event_id
FROM ${schema}.processor_partitions p JOIN ${schema}.processors ON processors.name = p.processor
WHERE p.processor = $1::text
ORDER BY p.partition`;
}

/** The parked events. Parameters: the processor, a partition or null for all. */
export function parkedSql(schema: string): string {
  return `
SELECT e.position::text, e.stream_id, e.problem, e.is_due::text
FROM ${schema}.parked_events e
WHERE e.processor = $1::text AND ($2::text IS NULL OR e.partition = $2::text::integer)
ORDER BY e.position`;
}

/** Makes parked events due. Parameters: the processor, a stream id or null for all. */
export function retryParkedSql(schema: string): string {
  return `
UPDATE ${schema}.parked_events SET is_due = true
WHERE processor = $1::text AND ($2::text IS NULL OR stream_id = $2::text)
RETURNING position::text`;
}

/** Parameter: the processor. What belongs to it is deleted with it. */
export function forgetSql(schema: string): string {
  return `DELETE FROM ${schema}.processors WHERE name = $1::text RETURNING name`;
}

/** The row of the partition, if it has this lease. */
const IS_LEASED = "processor = $1::text AND partition = $2::text::integer AND lease_id = $3::text";

function leaseEnd(milliseconds: string): string {
  return `clock_timestamp() + ${milliseconds}::text::double precision * interval '1 millisecond'`;
}
