/** Subscriptions, processors and projections that skip an event, handle one twice, or lose a change. */

import type { Mutant } from "../mutant.ts";

const core = { suite: "processing" } as const;
const follow = { ...core, file: "packages/core/src/subscriptions/follow.ts" };
const known = { ...core, file: "packages/core/src/subscriptions/check-known.ts" };
const batches = { ...core, file: "packages/core/src/processing/handle-batches.ts" };
const partition = { ...core, file: "packages/core/src/processing/partition-of.ts" };
const memory = { suite: "conformance", file: "packages/adapter-memory/src/processor-state.ts" } as const;
const memoryAdapter = {
  suite: "conformance",
  file: "packages/adapter-memory/src/memory-adapter.ts",
} as const;

export const processingMutants: readonly Mutant[] = [
  {
    ...follow,
    name: "a reader goes on at the end of the store, not where it was",
    find: "if (end && end.position > upTo.position) upTo = end;",
    replace: "upTo = (await lastEvent(store.adapter)) ?? upTo;",
  },
  {
    ...follow,
    name: "a reader forgets what it has read when the storage was unavailable",
    find: "({ upTo } = batch);",
    replace: "if (batch.isLast) ({ upTo } = batch);",
  },
  {
    ...known,
    name: "a history that was lost is not noticed if the store has grown since",
    find: "if (eventId === null) return;",
    replace: "if (eventId !== undefined) return;",
  },
  {
    ...batches,
    name: "the checkpoint moves before the events are handled",
    find: "    try {\n      if (storage.commitWith && job.isTransactional) {",
    replace: "    await commit(progress);\n    try {\n      if (storage.commitWith && job.isTransactional) {",
  },
  {
    ...batches,
    name: "a batch that failed counts as handled",
    find: "for (const group of events) await handleAlone(",
    replace: "for (const group of [] as typeof events) await handleAlone(",
  },
  {
    ...batches,
    name: "later events of a parked stream are handled before the parked one",
    find: "const free = events.filter((group) => !isBlocked(group));",
    replace: "const free = events;",
  },
  {
    ...batches,
    name: "a worker goes on after it has lost its lease",
    find: "if (!isCommitted) throw new LeaseLostError();",
    replace: "",
  },
  {
    ...partition,
    name: "the events of a stream are in two partitions",
    find: "return (hash >>> 0) % partitions;",
    replace: "return ((hash >>> 0) + Date.now()) % partitions;",
  },
  {
    ...memory,
    name: "a checkpoint moves without a lease",
    find: "return state?.leaseId === leaseId ? state : undefined;",
    replace: "return state;",
  },
  {
    ...memory,
    name: "two hold a lease at the same time",
    find: "isFree || state.leasedUntil <= now().getTime()",
    replace: "isFree || state.leasedUntil > 0",
  },
  {
    ...memory,
    name: "the streams are divided in two ways",
    find: "if (partitionsOf(name).some(([, other]) => other.partitions !== partitions)) return null;",
    replace: "",
  },
  {
    ...memoryAdapter,
    name: "an append is decided while another projects",
    find: "if (request.project || waiting)",
    replace: "if (request.project)",
  },
  {
    ...memoryAdapter,
    name: "events are written before they are projected",
    find: "    await request.project?.(decided.written.map(recordedEvent), NO_TRANSACTION);\n    return write(decided);",
    replace:
      "    const outcome = write(decided);\n    await request.project?.(decided.written.map(recordedEvent), NO_TRANSACTION);\n    return outcome;",
  },
];
