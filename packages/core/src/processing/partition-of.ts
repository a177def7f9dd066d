/** Divides streams among partitions. */

/**
 * The partition of a stream, from 0. It must never change: a stream that moved to another partition would be handled twice
 * or not at all. (FNV-1a over the UTF-16 code units of the stream id.)
 */
export function partitionOf(streamId: string, partitions: number): number {
  if (partitions === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < streamId.length; index++) {
    hash = Math.imul(hash ^ streamId.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
