/** Keeps the state of processors in memory. */

import type {
  Checkpoint,
  Lease,
  LeaseRequest,
  ParkedEvent,
  ProcessorStorage,
  Progress,
} from "@truce/core/adapter";

interface PartitionState {
  readonly partitions: number;
  leaseId: string | null;
  /** In milliseconds since 1970. */
  leasedUntil: number;
  checkpoint: Checkpoint;
  readonly parked: Map<number, ParkedEvent>;
}

/**
 * Without transactions: an effect in memory cannot be rolled back.
 *
 * @param checkOpen - Throws if the adapter is closed.
 */
export function processorState(now: () => Date, checkOpen: () => void): ProcessorStorage<never> {
  /** By name, then by partition. */
  const processors = new Map<string, Map<number, PartitionState>>();

  function partitionsOf(name: string): readonly (readonly [number, PartitionState])[] {
    return [...(processors.get(name) ?? [])].toSorted(([left], [right]) => left - right);
  }

  /** The state of the partition, if this is its lease. */
  function leased({ name, partition, leaseId }: LeaseRequest): PartitionState | undefined {
    const state = processors.get(name)?.get(partition);
    return state?.leaseId === leaseId ? state : undefined;
  }

  function create({ name, partition, partitions }: LeaseRequest): PartitionState {
    const state: PartitionState = {
      partitions,
      leaseId: null,
      leasedUntil: 0,
      checkpoint: { position: 0, eventId: null },
      parked: new Map(),
    };
    processors.set(name, (processors.get(name) ?? new Map<number, PartitionState>()).set(partition, state));
    return state;
  }

  function lease(state: PartitionState, request: LeaseRequest): Lease {
    state.leaseId = request.leaseId;
    state.leasedUntil = now().getTime() + request.leaseMs;
    return { ...request, checkpoint: { ...state.checkpoint }, parked: inOrder(state.parked.values()) };
  }

  return {
    async claim(request) {
      checkOpen();
      const { name, partition, partitions } = request;
      if (partitionsOf(name).some(([, other]) => other.partitions !== partitions)) return null;
      const state = processors.get(name)?.get(partition) ?? create(request);
      const isFree = state.leaseId === null || state.leaseId === request.replaces;
      return isFree || state.leasedUntil <= now().getTime() ? lease(state, request) : null;
    },
    async renew(request) {
      checkOpen();
      const state = leased(request);
      return state ? lease(state, request) : null;
    },
    async release(request) {
      const state = leased(request);
      if (state) state.leaseId = null;
    },
    async commit(request, { checkpoint, park, unpark }: Progress) {
      checkOpen();
      const state = leased(request);
      if (!state) return false;
      state.checkpoint = { ...checkpoint };
      for (const position of unpark) state.parked.delete(position);
      for (const event of park) state.parked.set(event.position, { ...event });
      return true;
    },
    async status(name) {
      checkOpen();
      return partitionsOf(name).map(([partition, { partitions, checkpoint }]) => ({
        name,
        partition,
        partitions,
        checkpoint: { ...checkpoint },
      }));
    },
    async parked(name) {
      checkOpen();
      return inOrder(partitionsOf(name).flatMap(([, { parked }]) => [...parked.values()]));
    },
    async retryParked(name, streamId) {
      checkOpen();
      for (const [, { parked }] of partitionsOf(name)) {
        for (const event of parked.values()) {
          if (streamId === null || event.streamId === streamId) {
            parked.set(event.position, { ...event, isDue: true });
          }
        }
      }
    },
    async forget(name) {
      checkOpen();
      processors.delete(name);
    },
  };
}

function inOrder(parked: Iterable<ParkedEvent>): readonly ParkedEvent[] {
  return Array.from(parked, (event) => ({ ...event })).toSorted(
    (left, right) => left.position - right.position,
  );
}
