/**
 * Group commit: appends that arrive while a call is under way are sent together in the next call.
 *
 * No append waits to be batched. If no call is under way, an append is sent at once, in the same tick. Otherwise it joins
 * the queue, and the whole queue is sent when the call has returned and its callers have had their turn, so a caller that
 * appends again at once joins the next call. So the busier the store is, the larger the batches are, and the less each
 * append costs.
 *
 * No append waits for another stream, or not for long. If a stream is locked by another session, for example in a long
 * transaction, the call gives up. Its streams are then sent one after the other. A stream that is still locked gets a call
 * of its own, which waits for the lock, and later appends to that stream wait for that call instead of the queue.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";

import { nextTurn } from "../next-turn.ts";
/** How large a batch can become. */
export interface BatchLimits {
  /** The maximum number of appends. */
  readonly maxAppends: number;
  /** The maximum number of characters of payload and metadata. A single append may have more. */
  readonly maxCharacters: number;
}

const LIMITS: BatchLimits = { maxAppends: 512, maxCharacters: 1_048_576 };

/** What a call does about streams that another session has locked: wait for them, or give up after a short time. */
export type LockWait = "block" | "give-up";

/** Executes batches in the database. */
export interface BatchExecutor {
  /** The outcomes in the order of the batch, or one error for the whole batch. */
  execute(batch: readonly AppendRequest[], lockWait: LockWait): Promise<readonly AppendOutcome[]>;
  /**
   * Whether a single append may have caused the error. Nothing was written then, and the appends of the batch are sent
   * again one by one, so that one bad append does not fail the others.
   */
  mayBeOneAppend(error: unknown): boolean;
  /** Whether the call gave up because a stream was locked. Nothing was written then. */
  isLockTimeout(error: unknown): boolean;
}

/** Takes appends one at a time. */
export interface GroupCommit {
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Fulfilled once no append is waiting or under way. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly request: AppendRequest;
  /** Whether it is sent alone, because it may be the one that failed its batch. */
  readonly isSuspect: boolean;
  readonly size: number;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** How many calls wait for locked streams at the same time. Each takes a connection. */
const MAX_BLOCKING_CALLS = 3;

/**
 * Sends appends in batches.
 *
 * @param isOn - Whether appends are batched at all. If not, each is sent at once in a call of its own that waits for locks.
 */
export function groupCommit(
  executor: BatchExecutor,
  isOn: boolean,
  limits: BatchLimits = LIMITS,
): GroupCommit {
  let queue: Waiting[] = [];
  /** Waiting appends to locked streams, by stream. A stream stays here as long as a call waits for it. */
  const held = new Map<string, Waiting[]>();
  /** The locked streams that a call is waiting for. */
  const blocking = new Set<string>();
  let isUnderWay = false;
  let singles = 0;
  let whenIdle: (() => void)[] = [];

  async function sendQueue(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, batchSize(queue, limits));
      await sendWithoutBlocking(batch);
      // Without this, the first caller that appends again would be sent alone, and all others would wait for that call.
      await nextTurn();
    }
    isUnderWay = false;
    noticeIdle();
  }

  /**
   * Appends to locked streams leave the queue; all others are settled.
   *
   * INVARIANT: no append in the queue is to a stream that is known to be locked.
   */
  async function sendWithoutBlocking(batch: readonly Waiting[]): Promise<void> {
    const end = await send(batch, "give-up");
    if (end === "poisoned") queue.unshift(...batch.map(suspected));
    if (end !== "locked") return;
    const byStream = Map.groupBy(batch, streamIdOf);
    for (const [streamId, ofStream] of byStream) {
      if (byStream.size === 1) hold(streamId, ofStream);
      else await sendWithoutBlocking(ofStream);
    }
  }

  function joinHeld(one: Waiting): boolean {
    return held.get(streamIdOf(one))?.push(one) !== undefined;
  }

  /** Takes all appends to a locked stream out of the queue. */
  function hold(streamId: string, ofStream: readonly Waiting[]): void {
    const isOfStream = (one: Waiting): boolean => streamIdOf(one) === streamId;
    held.set(streamId, [...ofStream, ...queue.filter(isOfStream)]);
    queue = queue.filter((one) => !isOfStream(one));
    sendHeld();
  }

  function sendHeld(): void {
    for (const streamId of held.keys()) {
      if (blocking.size === MAX_BLOCKING_CALLS) return;
      if (!blocking.has(streamId)) void sendBlocking(streamId);
    }
  }

  async function sendBlocking(streamId: string): Promise<void> {
    blocking.add(streamId);
    const ofStream = held.get(streamId) ?? [];
    while (ofStream.length > 0) {
      const batch = ofStream.splice(0, batchSize(ofStream, limits));
      if ((await send(batch, "block")) === "poisoned") ofStream.unshift(...batch.map(suspected));
    }
    held.delete(streamId);
    blocking.delete(streamId);
    sendHeld();
    noticeIdle();
  }

  /** Never rejects. Settles each append of the batch, unless all of them have to be sent again. */
  async function send(
    batch: readonly Waiting[],
    lockWait: LockWait,
  ): Promise<"settled" | "locked" | "poisoned"> {
    const requests = batch.map(({ request }) => request);
    try {
      const outcomes = await executor.execute(requests, lockWait);
      batch.forEach(({ resolve }, index) => resolve(outcomes[index] as AppendOutcome));
    } catch (error) {
      if (lockWait === "give-up" && executor.isLockTimeout(error)) return "locked";
      if (batch.length > 1 && executor.mayBeOneAppend(error)) return "poisoned";
      for (const { reject } of batch) reject(error);
    }
    return "settled";
  }

  async function sendSingle(one: Waiting): Promise<void> {
    singles++;
    await send([one], "block");
    singles--;
    noticeIdle();
  }

  const isIdle = (): boolean => !isUnderWay && held.size === 0 && singles === 0;

  function noticeIdle(): void {
    if (!isIdle()) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  return {
    append(request) {
      return new Promise((resolve, reject) => {
        const one = { request, isSuspect: false, size: sizeOf(request), resolve, reject };
        if (!isOn) {
          void sendSingle(one);
        } else if (!joinHeld(one)) {
          queue.push(one);
          void sendQueue();
        }
      });
    },
    idle() {
      return isIdle() ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve));
    },
  };
}

function streamIdOf({ request }: Waiting): string {
  return request.streamId;
}

function suspected(one: Waiting): Waiting {
  return { ...one, isSuspect: true };
}

/** How many appends from the front of the queue fit into one batch: at least one, however large it is. */
function batchSize(queue: readonly Waiting[], { maxAppends, maxCharacters }: BatchLimits): number {
  let count = 0;
  let characters = 0;
  for (const { size, isSuspect } of queue) {
    characters += size;
    if (count > 0 && (isSuspect || count === maxAppends || characters > maxCharacters)) break;
    count++;
    if (isSuspect) break;
  }
  return count;
}

function sizeOf({ events }: AppendRequest): number {
  return events.reduce((size, { data, metadata }) => size + data.length + metadata.length, 0);
}
