/** Whatever users do at once, and however old their screens are: no conflict is merged, and nothing else is refused. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createCommandHandler, createEventStore, isTruceError } from "@truce/core";
import { checkHistory } from "@truce/testkit/history";
import fc from "fast-check";
import { expect, it } from "vitest";
import { client, type ClientCommand, type ClientEvent } from "./client.ts";
import { loadRules } from "./rules.ts";

const rules = await loadRules();

const command: fc.Arbitrary<ClientCommand> = fc.oneof(
  fc.record({ type: fc.constant("ChangeDealValue" as const), value: fc.nat(9) }),
  fc.record({
    type: fc.constant("ChangePhone" as const),
    contact: fc.constantFrom("Joe", "Ann"),
    phone: fc.string(),
  }),
  fc.record({ type: fc.constant("AddMeetingNote" as const), text: fc.string() }),
);
/** Commands that are sent at the same time, each with how many events its user is behind. */
const rounds = fc.array(fc.array(fc.record({ command, behind: fc.nat(4) }), { minLength: 1, maxLength: 4 }));

it("never merges a conflict", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
      const handle = createCommandHandler({ store, decider: client, streamId: () => "client-1" });
      await handle("1", { type: "Register", name: "Acme" });

      for (const round of plan) {
        const version = await store.streamVersion("client-1");
        const send = async (one: ClientCommand, behind: number) => {
          try {
            await handle("1", one, { expectedVersion: Math.max(1, version - behind) });
          } catch (error) {
            if (!isTruceError(error, "conflict")) throw error;
            expect(one.type, "a note is never refused").not.toBe("AddMeetingNote");
          }
        };
        await Promise.all(round.map(({ command: one, behind }) => send(one, behind)));
      }

      // Judges every merge again, from what the store has recorded.
      const { violations } = await checkHistory({ events: store.readAll(), ruleSets: store.readRuleSets() });
      expect(violations).toEqual([]);
    }),
  );
});
