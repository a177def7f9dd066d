import * as fc from "fast-check";
import { expect, it } from "vitest";

import type { DayLine } from "../day/recorded-command.ts";
import { createHistoryGate } from "./history-gate.ts";

/** Days with a few users and clients. A user saw any version that the client had by then. */
const anyDay: fc.Arbitrary<readonly DayLine[]> = fc
  .array(fc.record({ user: fc.nat(4), client: fc.nat(2), age: fc.nat(6) }), { minLength: 1, maxLength: 40 })
  .map((steps) => {
    const versions = new Map<number, number>();
    return steps.map(({ user, client, age }, index): DayLine => {
      const version = versions.get(client) ?? 0;
      versions.set(client, version + 1);
      const saw = Math.max(0, version - age);
      const command = { type: "TagClient", tag: `${index}` } as const;
      return { line: index + 1, at: "09:00", user: `${user}`, client: `${client}`, saw, command };
    });
  });

it("lets every writer finish, and shows nobody what is not there yet", async () => {
  await fc.assert(
    fc.asyncProperty(anyDay, fc.nat(3), fc.scheduler(), async (firstDay, start, scheduler) => {
      const day = firstDay.map((line) => ({ ...line, saw: start + line.saw }));
      const gate = createHistoryGate(day, () => start);
      const saved: DayLine[] = [];
      const play = async (lines: readonly DayLine[]): Promise<void> => {
        for (const line of lines) {
          await gate.opensFor(line);
          await scheduler.schedule(Promise.resolve());
          saved.push(line);
          gate.saved(line);
        }
      };
      for (const lines of Map.groupBy(day, ({ user }) => user).values()) void play(lines);
      await scheduler.waitIdle();
      expect(saved.length).toBe(day.length);

      for (const [client, recorded] of Map.groupBy(day, (line) => line.client)) {
        const played = saved.filter((line) => line.client === client);
        for (const { saw } of recorded) {
          expect(new Set(played.slice(0, saw - start)), `version ${saw} of client ${client}`).toEqual(
            new Set(recorded.slice(0, saw - start)),
          );
        }
      }
    }),
  );
});
