/** What the time line shows is what a store answers: random actions of the users, beside the same appends on a store. */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules } from "@truce/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXAMPLES, type Example } from "./examples.ts";
import { outcomeWords } from "./outcome-words.ts";
import { dataFrom } from "./payload.ts";
import { isWritten, play } from "./play.ts";
import { checkRules, comparedFields } from "./rules.ts";
import type { Action, SentEvent, Story } from "./story.ts";

function rulesOf({ story }: Example): { readonly rules: ConflictRules; readonly types: readonly string[] } {
  const { usable } = checkRules(story.files);
  if (!usable) throw new Error("the rules have errors");
  return usable;
}

/** Events of the types of an example. Their fields have one of two values, or none. Some have the id of an earlier one. */
function actionsOf(example: Example): fc.Arbitrary<readonly Action[]> {
  const { rules, types } = rulesOf(example);
  const user = fc.nat(example.story.users.length - 1);
  const event: fc.Arbitrary<SentEvent> = fc.constantFrom(...types).chain((type) => {
    const fields = comparedFields(rules, type, example.story.streamId.split("-")[0] ?? null);
    const values = fc.tuple(
      ...fields.map((field) => fc.tuple(fc.constant(field), fc.constantFrom("a", "b", ""))),
    );
    return fc.record({
      id: fc.nat(12).map((number) => `event-${number}`),
      type: fc.constant(type),
      data: values.map(dataFrom),
    });
  });
  const action = fc.oneof(
    fc.record({ kind: fc.constant("append" as const), user, event }),
    fc.record({ kind: fc.constant("read" as const), user }),
  );
  return fc.array(action, { maxLength: 14 });
}

/** The outcomes of the same appends, one after another on a store, with the versions that the users have seen. */
async function directly(story: Story, rules: ConflictRules): Promise<readonly unknown[]> {
  const store = createEventStore({ adapter: memoryAdapter(), rules });
  const seen = new Map<number, number>();
  const outcomes: unknown[] = [];
  for (const action of story.actions) {
    const expectedVersion = seen.get(action.user) ?? 0;
    if (action.kind === "read") {
      seen.set(action.user, await store.streamVersion(story.streamId));
      outcomes.push(null);
      continue;
    }
    const event = { ...action.event, metadata: { user: story.users[action.user]?.name } };
    const outcome = await store.tryAppend(story.streamId, [event], { expectedVersion });
    if ("lastVersion" in outcome) seen.set(action.user, Math.max(expectedVersion, outcome.lastVersion));
    outcomes.push(comparable(outcome));
  }
  return outcomes;
}

/** An outcome without what the time and the authors change. */
function comparable(outcome: object | null): unknown {
  if (outcome === null) return null;
  const { kind, firstVersion, conflicts } = outcome as {
    readonly kind: string;
    readonly firstVersion?: number;
    readonly conflicts?: readonly { readonly committed: { readonly version: number } }[];
  };
  return { kind, firstVersion, versions: conflicts?.map(({ committed }) => committed.version) };
}

test.each(EXAMPLES)("$title: each outcome is that of a store", async (example) => {
  const { rules } = rulesOf(example);
  await fc.assert(
    fc.asyncProperty(actionsOf(example), async (actions) => {
      const story = { ...example.story, actions };
      const played = await play(story, rules);
      const outcomes = played.steps.map(({ outcome }) => comparable(outcome));
      expect(outcomes).toEqual(await directly(story, rules));
      // The words say the same as the outcome, and name the events that a refusal is about.
      for (const [index, { outcome }] of played.steps.entries()) {
        const words = outcomeWords(played, index, rules);
        if (outcome === null) expect(words?.kind).toBe("read");
        else expect(words?.kind).toBe(isWritten(outcome) ? outcome.kind : "refused");
        if (outcome?.kind === "merged") expect(words?.events).toHaveLength(outcome.mergedOver);
        if (outcome?.kind === "conflict") expect(words?.events.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 30 },
  );
});
