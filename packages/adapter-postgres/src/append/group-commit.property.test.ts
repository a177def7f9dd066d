/** Whatever the database does, and whenever it does it: every append is answered once, with what became of it. */

import type { AppendRequest } from "@truce/core";
import fc from "fast-check";
import { expect, test } from "vitest";

import { request } from "../../tests/support/requests.ts";
import { groupCommit, type Carrier } from "./group-commit.ts";

/** What becomes of a call, unless it carries something poisonous. */
type Fate = "carried" | "held" | "lost";

const POISONOUS = "poisonous";

interface Play {
  readonly limits: { readonly isOn: boolean; readonly maxAppends: number; readonly maxBytes: number };
  readonly appends: readonly {
    readonly stream: number;
    readonly isPoisonous: boolean;
    readonly pause: number;
  }[];
  /** One for each call; the calls after the last are carried. */
  readonly calls: readonly { readonly fate: Fate; readonly pause: number }[];
}

const play: fc.Arbitrary<Play> = fc.record({
  limits: fc.record({
    isOn: fc.boolean(),
    maxAppends: fc.integer({ min: 1, max: 6 }),
    maxBytes: fc.constant(1_000),
  }),
  appends: fc.array(
    fc.record({
      stream: fc.nat(4),
      isPoisonous: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
      pause: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 40 },
  ),
  calls: fc.array(
    fc.record({
      fate: fc.constantFrom<Fate>("carried", "carried", "held", "held", "lost"),
      pause: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 60 },
  ),
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

/** A database that carries each append at most once, and remembers in which order. */
function database(calls: Play["calls"]): Carrier & { readonly carried: AppendRequest[] } {
  const carried: AppendRequest[] = [];
  let call = 0;
  return {
    carried,
    async carry(batch, patience) {
      const { fate, pause } = calls[call++] ?? { fate: "carried", pause: 1 };
      await turns(pause);
      if (fate === "lost") throw new Error("lost");
      // Who is patient waits, and is carried in the end.
      if (fate === "held" && patience === "impatient") throw new Error("held");
      if (batch.some(({ appendId }) => appendId.startsWith(POISONOUS))) throw new Error(POISONOUS);
      carried.push(...batch);
      return batch.map((one) => ({ kind: "wrong-version", actualVersion: Number(one.rules?.canonicalJson) }));
    },
    concernsOne: (error) => error instanceof Error && error.message === POISONOUS,
    isHeldUp: (error) => error instanceof Error && error.message === "held",
  };
}

test("every append is answered once, and was carried if it is told so", async () => {
  await fc.assert(
    fc.asyncProperty(play, async ({ limits, appends, calls }) => {
      const carrier = database(calls);
      const group = groupCommit(carrier, limits);
      const answers = [];
      for (const [number, { stream, isPoisonous, pause }] of appends.entries()) {
        const appendId = `${isPoisonous ? POISONOUS : "good"}-${number}`;
        const rules = { fingerprint: "", canonicalJson: String(number) };
        answers.push(group.append(request({ streamId: `client-${stream}`, appendId, rules })));
        await turns(pause);
      }
      const settled = await Promise.allSettled(answers);
      await group.idle();

      const told = settled.flatMap((answer, number) => (answer.status === "fulfilled" ? [number] : []));
      const carried = carrier.carried.map(({ rules }) => Number(rules?.canonicalJson));
      expect(carried.toSorted((left, right) => left - right)).toEqual(told);
      settled.forEach((answer, number) => {
        if (answer.status === "fulfilled") expect(answer.value).toMatchObject({ actualVersion: number });
        else expect((answer.reason as Error).message).toMatch(appends[number]?.isPoisonous ? /./ : /^lost$/);
      });
      if (!limits.isOn) return;
      // To one stream they are carried in the order in which they came.
      for (const [, ofStream] of Map.groupBy(carried, (number) => appends[number]?.stream)) {
        expect(ofStream).toEqual(ofStream.toSorted((left, right) => left - right));
      }
    }),
    { numRuns: 3_000 },
  );
});
