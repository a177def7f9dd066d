import type { AppendOutcome, AppendRequest } from "@truce/core";
import { expect, test } from "vitest";

import { event, request } from "../../tests/support/requests.ts";
import { groupCommit, type GroupCommit } from "./group-commit.ts";

/** A carrier whose batches are settled by hand. */
interface ByHand {
  readonly appends: GroupCommit;
  /** The streams of each batch that was sent, in the order of sending. */
  readonly sent: string[][];
  succeed(batch: number): Promise<void>;
  fail(batch: number, error: unknown): Promise<void>;
}

function byHand(
  limits: { readonly maxAppends?: number; readonly maxBytes?: number; readonly lanes?: number } = {},
): ByHand {
  const sent: string[][] = [];
  const settles: PromiseWithResolvers<readonly AppendOutcome[]>[] = [];
  const outcomes = (batch: readonly AppendRequest[]): AppendOutcome[] =>
    batch.map(({ streamId }) => ({ kind: "wrong-version", actualVersion: Number(streamId) }));
  const batches: (readonly AppendRequest[])[] = [];
  const appends = groupCommit(
    (batch) => {
      sent.push(batch.map(({ streamId }) => streamId));
      batches.push(batch);
      const settle = Promise.withResolvers<readonly AppendOutcome[]>();
      settles.push(settle);
      return settle.promise;
    },
    (error) => error === "poison",
    { maxAppends: 100, maxBytes: 1_000, lanes: 1, ...limits },
  );
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return {
    appends,
    sent,
    succeed: (batch) => (settles[batch]?.resolve(outcomes(batches[batch] ?? [])), later()),
    fail: (batch, error) => (settles[batch]?.reject(error), later()),
  };
}

function send({ appends }: ByHand, ...streams: readonly string[]): Promise<AppendOutcome>[] {
  return streams.map((streamId) => appends.append(request({ streamId })));
}

test("the first append goes out at once, in the same tick", () => {
  const carrier = byHand();
  void send(carrier, "1");
  expect(carrier.sent).toEqual([["1"]]);
});

test("those that come while it is under way travel together, in their order, and learn their own outcomes", async () => {
  const carrier = byHand();
  const appended = send(carrier, "1", "2", "3", "4");
  await carrier.succeed(0);
  expect(carrier.sent).toEqual([["1"], ["2", "3", "4"]]);
  await carrier.succeed(1);
  expect(await Promise.all(appended)).toEqual(
    [1, 2, 3, 4].map((actualVersion) => ({ kind: "wrong-version", actualVersion })),
  );
});

test("a batch has no more appends than it may", async () => {
  const carrier = byHand({ maxAppends: 2 });
  void send(carrier, "1", "2", "3", "4");
  await carrier.succeed(0);
  await carrier.succeed(1);
  expect(carrier.sent).toEqual([["1"], ["2", "3"], ["4"]]);
});

test("a batch has no more bytes than it may, but at least one append, however large", async () => {
  const carrier = byHand({ maxBytes: 50 });
  const large = { events: [event("A", JSON.stringify("x".repeat(60)))] };
  void send(carrier, "1", "2", "3");
  void carrier.appends.append(request({ streamId: "4", ...large }));
  void carrier.appends.append(request({ streamId: "5", ...large }));
  void send(carrier, "6");
  for (let batch = 0; batch < 4; batch++) await carrier.succeed(batch);
  expect(carrier.sent).toEqual([["1"], ["2", "3"], ["4"], ["5"], ["6"]]);
});

test("a poisoned append harms none of those that travel with it", async () => {
  const carrier = byHand();
  const [, ...together] = send(carrier, "1", "2", "3", "4");
  const settled = Promise.allSettled(together);
  await carrier.succeed(0);
  await carrier.fail(1, "poison");
  await carrier.succeed(2);
  await carrier.fail(3, "poison");
  await carrier.succeed(4);
  expect(carrier.sent.slice(2)).toEqual([["2"], ["3"], ["4"]]);
  expect((await settled).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("any other error is everybody's: nobody is sent again", async () => {
  const carrier = byHand();
  const [, ...together] = send(carrier, "1", "2", "3");
  const settled = Promise.allSettled(together);
  await carrier.succeed(0);
  await carrier.fail(1, "lost");
  expect(await settled).toEqual([1, 2].map(() => ({ status: "rejected", reason: "lost" })));
  expect(carrier.sent).toHaveLength(2);
});

test("an error does not stop those that wait", async () => {
  const carrier = byHand({ maxAppends: 1 });
  const [first, second] = send(carrier, "1", "2");
  const settled = Promise.allSettled([first]);
  await carrier.fail(0, "lost");
  expect(await settled).toEqual([{ status: "rejected", reason: "lost" }]);
  await carrier.succeed(1);
  expect(await second).toMatchObject({ actualVersion: 2 });
});

test("switched off, each append goes out alone and at once", () => {
  const carrier = byHand({ maxAppends: 1, lanes: Infinity });
  void send(carrier, "1", "2", "3");
  expect(carrier.sent).toEqual([["1"], ["2"], ["3"]]);
});

test("it is idle once nothing waits and nothing is under way", async () => {
  const carrier = byHand();
  await carrier.appends.idle();
  void send(carrier, "1", "2");
  let isIdle = false;
  const idle = carrier.appends.idle().then(() => (isIdle = true));
  await carrier.succeed(0);
  expect(isIdle).toBe(false);
  await carrier.succeed(1);
  await idle;
});
