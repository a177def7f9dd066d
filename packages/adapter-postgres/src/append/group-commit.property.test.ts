/** Whatever the database does, in whatever order: every append is settled once, with its own outcome. */

import type { AppendRequest } from "@truce/core/adapter";
import fc from "fast-check";
import { expect, test } from "vitest";

import { request } from "../../tests/support/requests.ts";
import { groupCommit, type BatchExecutor } from "./group-commit.ts";

/** How a call ends, unless it has a bad append. */
type End = "written" | "locked" | "lost";

const BAD = "bad";

interface Run {
  readonly isOn: boolean;
  readonly maxAppends: number;
  readonly appends: readonly {
    readonly stream: number;
    readonly isBad: boolean;
    readonly pause: number;
  }[];
  /** One for each call; the calls after the last are written. */
  readonly calls: readonly { readonly end: End; readonly pause: number }[];
}

const run: fc.Arbitrary<Run> = fc.record({
  isOn: fc.boolean(),
  maxAppends: fc.integer({ min: 1, max: 6 }),
  appends: fc.array(
    fc.record({
      stream: fc.nat(4),
      isBad: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
      pause: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 40 },
  ),
  calls: fc.array(
    fc.record({
      end: fc.constantFrom<End>("written", "written", "locked", "locked", "lost"),
      pause: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 60 },
  ),
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

/** A database that remembers which appends it has written, in which order. */
function database(calls: Run["calls"]): BatchExecutor & { readonly written: AppendRequest[] } {
  const written: AppendRequest[] = [];
  let call = 0;
  return {
    written,
    async execute(batch, lockWait) {
      const { end, pause } = calls[call++] ?? { end: "written", pause: 1 };
      await turns(pause);
      if (end === "lost") throw new Error("lost");
      // A call that blocks waits, and is written in the end.
      if (end === "locked" && lockWait === "give-up") throw new Error("locked");
      if (batch.some(({ appendId }) => appendId.startsWith(BAD))) throw new Error(BAD);
      written.push(...batch);
      return batch.map((one) => ({ kind: "wrong-version", actualVersion: Number(one.rules?.canonicalJson) }));
    },
    mayBeOneAppend: (error) => error instanceof Error && error.message === BAD,
    isLockTimeout: (error) => error instanceof Error && error.message === "locked",
  };
}

test("every append is settled once, and is written if and only if it is fulfilled", async () => {
  await fc.assert(
    fc.asyncProperty(run, async ({ isOn, maxAppends, appends, calls }) => {
      const executor = database(calls);
      const group = groupCommit(executor, isOn, { maxAppends, maxCharacters: 1_000 });
      const answers = [];
      for (const [number, { stream, isBad, pause }] of appends.entries()) {
        const appendId = `${isBad ? BAD : "good"}-${number}`;
        const rules = { fingerprint: "", canonicalJson: String(number) };
        answers.push(group.append(request({ streamId: `client-${stream}`, appendId, rules })));
        await turns(pause);
      }
      const settled = await Promise.allSettled(answers);
      await group.idle();

      const fulfilled = settled.flatMap((answer, number) => (answer.status === "fulfilled" ? [number] : []));
      const written = executor.written.map(({ rules }) => Number(rules?.canonicalJson));
      expect(written.toSorted((left, right) => left - right)).toEqual(fulfilled);
      settled.forEach((answer, number) => {
        if (answer.status === "fulfilled") expect(answer.value).toMatchObject({ actualVersion: number });
        else expect((answer.reason as Error).message).toMatch(appends[number]?.isBad ? /./ : /^lost$/);
      });
      if (!isOn) return;
      // Appends to the same stream are written in the order in which they arrived.
      for (const [, ofStream] of Map.groupBy(written, (number) => appends[number]?.stream)) {
        expect(ofStream).toEqual(ofStream.toSorted((left, right) => left - right));
      }
    }),
    { numRuns: 3_000 },
  );
});
