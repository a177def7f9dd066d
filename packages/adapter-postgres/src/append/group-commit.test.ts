import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { describe, expect, test } from "vitest";

import { event, request } from "../../tests/support/requests.ts";
import { groupCommit, type BatchLimits, type GroupCommit, type LockWait } from "./group-commit.ts";

/** A group commit whose calls are settled by hand. */
interface ByHand {
  readonly appends: GroupCommit;
  /** The streams of each batch that was sent, in the order of sending. */
  readonly sent: string[][];
  /** What each call does about locked streams. */
  readonly lockWaits: LockWait[];
  succeed(batch: number): Promise<void>;
  fail(batch: number, error: unknown): Promise<void>;
}

function byHand({ isOn = true, ...limits }: Partial<BatchLimits> & { isOn?: boolean } = {}): ByHand {
  const sent: string[][] = [];
  const lockWaits: LockWait[] = [];
  const settles: PromiseWithResolvers<readonly AppendOutcome[]>[] = [];
  const outcomes = (batch: readonly AppendRequest[]): AppendOutcome[] =>
    batch.map(({ streamId }) => ({ kind: "wrong-version", actualVersion: Number(streamId) }));
  const batches: (readonly AppendRequest[])[] = [];
  const appends = groupCommit(
    {
      execute(batch, lockWait) {
        sent.push(batch.map(({ streamId }) => streamId));
        lockWaits.push(lockWait);
        batches.push(batch);
        const settle = Promise.withResolvers<readonly AppendOutcome[]>();
        settles.push(settle);
        return settle.promise;
      },
      mayBeOneAppend: (error) => error === "poison",
      isLockTimeout: (error) => error === "locked",
    },
    isOn,
    { maxAppends: 100, maxCharacters: 1_000, ...limits },
  );
  // After the timer, an immediate: those that group commit has set before run first.
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(() => setImmediate(resolve)));
  return {
    appends,
    sent,
    lockWaits,
    succeed: (batch) => (settles[batch]?.resolve(outcomes(batches[batch] ?? [])), later()),
    fail: (batch, error) => (settles[batch]?.reject(error), later()),
  };
}

function send({ appends }: ByHand, ...streams: readonly string[]): Promise<AppendOutcome>[] {
  return streams.map((streamId) => appends.append(request({ streamId })));
}

test("the first append is sent at once, in the same tick", () => {
  const calls = byHand();
  void send(calls, "1");
  expect(calls.sent).toEqual([["1"]]);
});

test("appends that arrive while a call is under way are sent together, in order, and each gets its own outcome", async () => {
  const calls = byHand();
  const appended = send(calls, "1", "2", "3", "4");
  await calls.succeed(0);
  expect(calls.sent).toEqual([["1"], ["2", "3", "4"]]);
  await calls.succeed(1);
  expect(await Promise.all(appended)).toEqual(
    [1, 2, 3, 4].map((actualVersion) => ({ kind: "wrong-version", actualVersion })),
  );
});

test("callers that append again when they have their outcomes are all in the next call", async () => {
  const calls = byHand();
  const again = async (streamId: string): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await calls.appends.append(request({ streamId }));
      // A store and its caller await a number of promises between two appends.
      for (let promises = 0; promises < 50; promises++) await Promise.resolve();
    }
  };
  for (const streamId of ["1", "2", "3"]) void again(streamId);
  for (let call = 0; call < 4; call++) await calls.succeed(call);
  expect(calls.sent.map(({ length }) => length)).toEqual([1, 3, 3, 2]);
});

test("a batch has at most the maximum number of appends", async () => {
  const calls = byHand({ maxAppends: 2 });
  void send(calls, "1", "2", "3", "4");
  await calls.succeed(0);
  await calls.succeed(1);
  expect(calls.sent).toEqual([["1"], ["2", "3"], ["4"]]);
});

test("a batch has at most the maximum number of characters, but at least one append, however large", async () => {
  const calls = byHand({ maxCharacters: 50 });
  const large = { events: [event("A", JSON.stringify("x".repeat(60)))] };
  void send(calls, "1", "2", "3");
  void calls.appends.append(request({ streamId: "4", ...large }));
  void calls.appends.append(request({ streamId: "5", ...large }));
  void send(calls, "6");
  for (let batch = 0; batch < 4; batch++) await calls.succeed(batch);
  expect(calls.sent).toEqual([["1"], ["2", "3"], ["4"], ["5"], ["6"]]);
});

test("a bad append does not fail the other appends of its batch", async () => {
  const calls = byHand();
  const [, ...together] = send(calls, "1", "2", "3", "4");
  const settled = Promise.allSettled(together);
  await calls.succeed(0);
  await calls.fail(1, "poison");
  await calls.succeed(2);
  await calls.fail(3, "poison");
  await calls.succeed(4);
  expect(calls.sent.slice(2)).toEqual([["2"], ["3"], ["4"]]);
  expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("any other error fails the whole batch, and no append is sent again", async () => {
  const calls = byHand();
  const [, ...together] = send(calls, "1", "2", "3");
  const settled = Promise.allSettled(together);
  await calls.succeed(0);
  await calls.fail(1, "lost");
  expect(await settled).toEqual([1, 2].map(() => ({ status: "rejected", reason: "lost" })));
  expect(calls.sent).toHaveLength(2);
});

test("an error does not stop the appends that wait", async () => {
  const calls = byHand({ maxAppends: 1 });
  const [first, second] = send(calls, "1", "2");
  const settled = Promise.allSettled([first]);
  await calls.fail(0, "lost");
  expect(await settled).toEqual([{ status: "rejected", reason: "lost" }]);
  await calls.succeed(1);
  expect(await second).toMatchObject({ actualVersion: 2 });
});

test("without group commit each append is sent at once in a call of its own", () => {
  const calls = byHand({ isOn: false });
  void send(calls, "1", "2", "3");
  expect(calls.sent).toEqual([["1"], ["2"], ["3"]]);
});

test("it is idle once no append is waiting or under way", async () => {
  const calls = byHand();
  await calls.appends.idle();
  void send(calls, "1", "2");
  let isIdle = false;
  const idle = calls.appends.idle().then(() => (isIdle = true));
  await calls.succeed(0);
  expect(isIdle).toBe(false);
  await calls.succeed(1);
  await idle;
});

describe("a stream that another session has locked", () => {
  test("leaves the queue, and appends to other streams do not wait for it", async () => {
    const calls = byHand();
    const appended = send(calls, "0", "1", "2", "1", "3");
    await calls.succeed(0);
    await calls.fail(1, "locked");
    await calls.succeed(2);
    await calls.fail(3, "locked");
    expect(calls.sent.slice(1)).toEqual([["1", "2", "1", "3"], ["1", "1"], ["2"], ["2"], ["3"]]);
    expect(calls.lockWaits.slice(1)).toEqual(["give-up", "give-up", "give-up", "block", "give-up"]);
    for (const batch of [4, 5]) await calls.succeed(batch);
    expect(await Promise.all(appended)).toMatchObject(
      [0, 1, 2, 1, 3].map((stream) => ({ actualVersion: stream })),
    );
  });

  test("collects the appends that wait for it already, and those that arrive later", async () => {
    const calls = byHand();
    void send(calls, "1", "2", "1");
    await calls.fail(0, "locked");
    void send(calls, "1", "3");
    await calls.succeed(2);
    expect(calls.sent).toEqual([["1"], ["1", "1"], ["2"], ["3"]]);
    void send(calls, "1", "1");
    await calls.succeed(1);
    expect(calls.sent.at(-1)).toEqual(["1", "1", "1"]);
    await calls.succeed(4);
    await calls.succeed(3);
    await calls.appends.idle();
    void send(calls, "1");
    expect(calls.lockWaits.at(-1)).toBe("give-up");
  });

  test("is one of at most three that are waited for at the same time", async () => {
    const calls = byHand();
    void send(calls, "0", "1", "2", "3", "4");
    await calls.succeed(0);
    await calls.fail(1, "locked");
    for (const batch of [2, 4, 6, 8]) await calls.fail(batch, "locked");
    const blocking = (): string[][] => calls.sent.filter((_, batch) => calls.lockWaits[batch] === "block");
    expect(blocking()).toEqual([["1"], ["2"], ["3"]]);
    await calls.succeed(
      calls.sent.findIndex(([stream], batch) => stream === "2" && calls.lockWaits[batch] === "block"),
    );
    expect(blocking()).toEqual([["1"], ["2"], ["3"], ["4"]]);
  });

  test("does not delay the others of a batch with a bad append", async () => {
    const calls = byHand();
    void send(calls, "0", "1", "2");
    await calls.succeed(0);
    await calls.fail(1, "poison");
    await calls.fail(2, "locked");
    expect(calls.sent.slice(1)).toEqual([["1", "2"], ["1"], ["1"], ["2"]]);
    expect(calls.lockWaits.slice(1)).toEqual(["give-up", "give-up", "block", "give-up"]);
  });

  test("is waited for until the call ends, even if that ends with an error", async () => {
    const calls = byHand();
    const appended = send(calls, "1");
    const settled = Promise.allSettled(appended);
    await calls.fail(0, "locked");
    await calls.fail(1, "locked");
    expect(await settled).toEqual([{ status: "rejected", reason: "locked" }]);
    await calls.appends.idle();
  });

  test("keeps the store from being idle until it is released", async () => {
    const calls = byHand();
    void send(calls, "1");
    await calls.fail(0, "locked");
    let isIdle = false;
    const idle = calls.appends.idle().then(() => (isIdle = true));
    await calls.succeed(99);
    expect(isIdle).toBe(false);
    await calls.succeed(1);
    await idle;
  });
});
