/**
 * A program as users write it: Joe and Harry are back from the same meeting, and both save their changes.
 * It is compiled against the packed packages, run by Node, and run with only the globals of a browser.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import {
  createEventStore,
  defineConflictRules,
  isTruceError,
  type ConflictRules,
  type Event,
  type EventStore,
} from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";

type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"MeetingNoteAdded", { text: string }>;

const written: ConflictRules = defineConflictRules<ClientEvent>({
  rules: {
    ClientValueUpgraded: ["ClientValueUpgraded"],
    MeetingNoteAdded: [],
  },
});
const compiled: ConflictRules = compileOrThrow([
  {
    file: "crm.conflicts",
    text: "ClientValueUpgraded conflicts ClientValueUpgraded\nMeetingNoteAdded never conflicts\n",
  },
]);

/** The outcome of each append, first with rules in TypeScript, and then with rules compiled from text. */
export async function foundingStory(): Promise<readonly string[]> {
  return [...(await outcomesUnder(written)), ...(await outcomesUnder(compiled))];
}

async function outcomesUnder(rules: ConflictRules): Promise<readonly string[]> {
  const store = createEventStore<ClientEvent>({ adapter: memoryAdapter(), rules });
  const outcomes = [
    await save(store, { type: "ClientRegistered", data: { name: "Acme" } }, 0),
    await save(store, { type: "ClientValueUpgraded", data: { to: 50_000 } }, 1),
    await save(store, { type: "MeetingNoteAdded", data: { text: "They want to go ahead." } }, 1),
    await save(store, { type: "ClientValueUpgraded", data: { to: 60_000 } }, 1),
  ];
  await store.close();
  return outcomes;
}

async function save(store: EventStore<ClientEvent>, event: ClientEvent, seen: number): Promise<string> {
  try {
    const { kind } = await store.append("client-42", [event], { expectedVersion: seen });
    return kind;
  } catch (error) {
    if (isTruceError(error, "conflict")) return error.code;
    throw error;
  }
}
