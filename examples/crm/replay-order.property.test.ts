import * as fc from "fast-check";
import { expect, it } from "vitest";

import type { RecordedCommand } from "./recorded-day.ts";
import { createReplayOrder } from "./replay-order.ts";

/** Days with a few users and clients. Each user saw one of the versions that the client had reached. */
const anyDay: fc.Arbitrary<readonly RecordedCommand[]> = fc
  .array(fc.record({ user: fc.nat(4), client: fc.nat(2), age: fc.nat(6) }), { minLength: 1, maxLength: 40 })
  .map((steps) => {
    const versions = new Map<number, number>();
    return steps.map(({ user, client, age }, index): RecordedCommand => {
      const version = versions.get(client) ?? 0;
      versions.set(client, version + 1);
      const command = { type: "TagClient", tag: `${index}` } as const;
      return { at: "09:00", user: `${user}`, client: `${client}`, saw: Math.max(0, version - age), command };
    });
  });

it("lets every user finish, and every version that was seen comes from the same commands again", async () => {
  await fc.assert(
    fc.asyncProperty(anyDay, fc.scheduler(), async (day, scheduler) => {
      const order = createReplayOrder(day);
      const saved: RecordedCommand[] = [];
      const play = async (commands: readonly RecordedCommand[]): Promise<void> => {
        for (const recorded of commands) {
          await order.turnOf(recorded);
          await scheduler.schedule(Promise.resolve());
          saved.push(recorded);
          order.saved(recorded);
        }
      };
      for (const commands of Map.groupBy(day, ({ user }) => user).values()) void play(commands);
      await scheduler.waitIdle();
      expect(saved.length).toBe(day.length);

      for (const [client, recorded] of Map.groupBy(day, (command) => command.client)) {
        const replayed = saved.filter((command) => command.client === client);
        for (const { saw } of recorded) {
          expect(new Set(replayed.slice(0, saw)), `version ${saw} of client ${client}`).toEqual(
            new Set(recorded.slice(0, saw)),
          );
        }
      }
    }),
  );
});
