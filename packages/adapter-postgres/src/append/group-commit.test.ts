import type { AppendOutcome, AppendRequest } from "@truce/core";
import { describe, expect, test } from "vitest";

import { event, request } from "../../tests/support/requests.ts";
import { groupCommit, type GroupCommit, type Patience } from "./group-commit.ts";

/** A carrier whose batches are settled by hand. */
interface ByHand {
  readonly appends: GroupCommit;
  /** The streams of each batch that was sent, in the order of sending. */
  readonly sent: string[][];
  /** How long each batch may wait for what others hold. */
  readonly patiences: Patience[];
  succeed(batch: number): Promise<void>;
  fail(batch: number, error: unknown): Promise<void>;
}

function byHand(
  limits: { readonly isOn?: boolean; readonly maxAppends?: number; readonly maxBytes?: number } = {},
): ByHand {
  const sent: string[][] = [];
  const patiences: Patience[] = [];
  const settles: PromiseWithResolvers<readonly AppendOutcome[]>[] = [];
  const outcomes = (batch: readonly AppendRequest[]): AppendOutcome[] =>
    batch.map(({ streamId }) => ({ kind: "wrong-version", actualVersion: Number(streamId) }));
  const batches: (readonly AppendRequest[])[] = [];
  const appends = groupCommit(
    {
      carry(batch, patience) {
        sent.push(batch.map(({ streamId }) => streamId));
        patiences.push(patience);
        batches.push(batch);
        const settle = Promise.withResolvers<readonly AppendOutcome[]>();
        settles.push(settle);
        return settle.promise;
      },
      concernsOne: (error) => error === "poison",
      isHeldUp: (error) => error === "held",
    },
    { isOn: true, maxAppends: 100, maxBytes: 1_000, ...limits },
  );
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return {
    appends,
    sent,
    patiences,
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
  const carrier = byHand({ isOn: false });
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

describe("a stream that somebody else holds", () => {
  test("leaves the common way, and takes nobody along", async () => {
    const carrier = byHand();
    const appended = send(carrier, "0", "1", "2", "1", "3");
    await carrier.succeed(0);
    await carrier.fail(1, "held");
    await carrier.succeed(2);
    await carrier.fail(3, "held");
    expect(carrier.sent.slice(1)).toEqual([["1", "2", "1", "3"], ["1", "1"], ["2"], ["2"], ["3"]]);
    expect(carrier.patiences.slice(1)).toEqual([
      "impatient",
      "impatient",
      "impatient",
      "patient",
      "impatient",
    ]);
    for (const batch of [4, 5]) await carrier.succeed(batch);
    expect(await Promise.all(appended)).toMatchObject(
      [0, 1, 2, 1, 3].map((stream) => ({ actualVersion: stream })),
    );
  });

  test("is joined by those who come later, and by those who waited already", async () => {
    const carrier = byHand();
    void send(carrier, "1", "2", "1");
    await carrier.fail(0, "held");
    void send(carrier, "1", "3");
    await carrier.succeed(2);
    expect(carrier.sent).toEqual([["1"], ["1", "1"], ["2"], ["3"]]);
    void send(carrier, "1", "1");
    await carrier.succeed(1);
    expect(carrier.sent.at(-1)).toEqual(["1", "1", "1"]);
    await carrier.succeed(4);
    await carrier.succeed(3);
    await carrier.appends.idle();
    void send(carrier, "1");
    expect(carrier.patiences.at(-1)).toBe("impatient");
  });

  test("is one of three at most that are waited for at once", async () => {
    const carrier = byHand();
    void send(carrier, "0", "1", "2", "3", "4");
    await carrier.succeed(0);
    await carrier.fail(1, "held");
    for (const batch of [2, 4, 6, 8]) await carrier.fail(batch, "held");
    const patient = (): string[][] =>
      carrier.sent.filter((_, batch) => carrier.patiences[batch] === "patient");
    expect(patient()).toEqual([["1"], ["2"], ["3"]]);
    await carrier.succeed(
      carrier.sent.findIndex(([stream], batch) => stream === "2" && carrier.patiences[batch] === "patient"),
    );
    expect(patient()).toEqual([["1"], ["2"], ["3"], ["4"]]);
  });

  test("keeps the others waiting no longer when one of them is poisoned", async () => {
    const carrier = byHand();
    void send(carrier, "0", "1", "2");
    await carrier.succeed(0);
    await carrier.fail(1, "poison");
    await carrier.fail(2, "held");
    expect(carrier.sent.slice(1)).toEqual([["1", "2"], ["1"], ["1"], ["2"]]);
    expect(carrier.patiences.slice(1)).toEqual(["impatient", "impatient", "patient", "impatient"]);
  });

  test("is waited for until its end: the answer may be an error", async () => {
    const carrier = byHand();
    const appended = send(carrier, "1");
    const settled = Promise.allSettled(appended);
    await carrier.fail(0, "held");
    await carrier.fail(1, "held");
    expect(await settled).toEqual([{ status: "rejected", reason: "held" }]);
    await carrier.appends.idle();
  });

  test("the store is not idle before it is let go", async () => {
    const carrier = byHand();
    void send(carrier, "1");
    await carrier.fail(0, "held");
    let isIdle = false;
    const idle = carrier.appends.idle().then(() => (isIdle = true));
    await carrier.succeed(99);
    expect(isIdle).toBe(false);
    await carrier.succeed(1);
    await idle;
  });
});
