/**
 * Group commit: appends that arrive while one call is under way travel together in the next one.
 *
 * Nobody waits for company. An append goes out at once, in the same tick, while no call is under way; otherwise it joins
 * those that wait, and they leave together as soon as the call is back. So the busier the store is, the larger the
 * batches, and the cheaper each append.
 *
 * Nobody waits for the stream of another, or not for long. A call is impatient: it gives up where a stream is held by
 * somebody else, by a long transaction say. Its streams then go out one after the other, and one that is still held
 * leaves the common way: a patient call of its own waits for it, and whoever wants to append to it joins that one.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core";

/** How large a batch may become. */
export interface GroupCommitLimits {
  /** Whether appends travel together at all. Otherwise each goes out at once, alone and patient. */
  readonly isOn: boolean;
  /** The most appends in a batch. */
  readonly maxAppends: number;
  /** The most characters of payload and metadata in a batch that has more than one append. */
  readonly maxBytes: number;
}

/** How long a call waits for streams that somebody else holds: until it is given up by others, or briefly. */
export type Patience = "patient" | "impatient";

/** What batches need of the database. */
export interface Carrier {
  /** Carries out a batch: the outcomes in its order, or an error for all of them. */
  carry(batch: readonly AppendRequest[], patience: Patience): Promise<readonly AppendOutcome[]>;
  /**
   * Whether an error may be due to a single append of a batch. Nothing was written then, and all of them are carried out
   * again, one by one: a poisoned append harms nobody else.
   */
  concernsOne(error: unknown): boolean;
  /** Whether a call gave up because it would have had to wait. Nothing was written then. */
  isHeldUp(error: unknown): boolean;
}

/** Takes appends one at a time. */
export interface GroupCommit {
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Fulfilled once nothing waits and nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly request: AppendRequest;
  /** Whether it is to go without company, because it may be poisoned. */
  readonly isSuspect: boolean;
  readonly size: number;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Streams that are waited for at once: each takes a connection. Those beyond wait for one of these to be done. */
const PATIENT_CALLS = 3;

/** Puts appends together for a carrier. */
export function groupCommit(carrier: Carrier, limits: GroupCommitLimits): GroupCommit {
  let waiting: Waiting[] = [];
  /** Appends that wait for streams which somebody else holds, by stream; those with a call under way too. */
  const held = new Map<string, Waiting[]>();
  const waitedFor = new Set<string>();
  let isUnderWay = false;
  let alone = 0;
  let whenIdle: (() => void)[] = [];

  async function goTogether(): Promise<void> {
    if (isUnderWay) return;
    isUnderWay = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize(waiting, limits));
      await settleImpatiently(batch);
    }
    isUnderWay = false;
    noticeIdle();
  }

  /**
   * Those whose stream turns out to be held leave the common way; the others learn their fate.
   *
   * INVARIANT: nobody who waits here wants a stream that is known to be held.
   */
  async function settleImpatiently(batch: readonly Waiting[]): Promise<void> {
    const end = await settle(batch, "impatient");
    if (end === "poisoned") waiting.unshift(...batch.map(suspected));
    if (end !== "held up") return;
    const byStream = Map.groupBy(batch, streamIdOf);
    for (const [streamId, ofStream] of byStream) {
      if (byStream.size === 1) leaveCommonWay(streamId, ofStream);
      else await settleImpatiently(ofStream);
    }
  }

  function joinsHeld(one: Waiting): boolean {
    return held.get(streamIdOf(one))?.push(one) !== undefined;
  }

  /** With appends to a held stream go those that wait to append to the same one. */
  function leaveCommonWay(streamId: string, ofStream: readonly Waiting[]): void {
    const isOfStream = (one: Waiting): boolean => streamIdOf(one) === streamId;
    held.set(streamId, [...ofStream, ...waiting.filter(isOfStream)]);
    waiting = waiting.filter((one) => !isOfStream(one));
    waitForHeld();
  }

  function waitForHeld(): void {
    for (const streamId of held.keys()) {
      if (waitedFor.size === PATIENT_CALLS) return;
      if (!waitedFor.has(streamId)) void waitFor(streamId);
    }
  }

  async function waitFor(streamId: string): Promise<void> {
    waitedFor.add(streamId);
    const ofStream = held.get(streamId) ?? [];
    while (ofStream.length > 0) {
      const batch = ofStream.splice(0, batchSize(ofStream, limits));
      if ((await settle(batch, "patient")) === "poisoned") ofStream.unshift(...batch.map(suspected));
    }
    held.delete(streamId);
    waitedFor.delete(streamId);
    waitForHeld();
    noticeIdle();
  }

  /** Never rejects: each append of the batch learns its own fate, unless all of them are to go again. */
  async function settle(
    batch: readonly Waiting[],
    patience: Patience,
  ): Promise<"settled" | "held up" | "poisoned"> {
    const requests = batch.map(({ request }) => request);
    try {
      const outcomes = await carrier.carry(requests, patience);
      batch.forEach(({ resolve }, index) => resolve(outcomes[index] as AppendOutcome));
    } catch (error) {
      if (patience === "impatient" && carrier.isHeldUp(error)) return "held up";
      if (batch.length > 1 && carrier.concernsOne(error)) return "poisoned";
      for (const { reject } of batch) reject(error);
    }
    return "settled";
  }

  async function goAlone(one: Waiting): Promise<void> {
    alone++;
    await settle([one], "patient");
    alone--;
    noticeIdle();
  }

  const isIdle = (): boolean => !isUnderWay && held.size === 0 && alone === 0;

  function noticeIdle(): void {
    if (!isIdle()) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  return {
    append(request) {
      return new Promise((resolve, reject) => {
        const one = { request, isSuspect: false, size: sizeOf(request), resolve, reject };
        if (!limits.isOn) {
          void goAlone(one);
        } else if (!joinsHeld(one)) {
          waiting.push(one);
          void goTogether();
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

/** How many of those that wait can go together: at least one, however large it is. */
function batchSize(waiting: readonly Waiting[], { maxAppends, maxBytes }: GroupCommitLimits): number {
  let count = 0;
  let bytes = 0;
  for (const { size, isSuspect } of waiting) {
    bytes += size;
    if (count > 0 && (isSuspect || count === maxAppends || bytes > maxBytes)) break;
    count++;
    if (isSuspect) break;
  }
  return count;
}

function sizeOf({ events }: AppendRequest): number {
  return events.reduce((size, { data, metadata }) => size + data.length + metadata.length, 0);
}
