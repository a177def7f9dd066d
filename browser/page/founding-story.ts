/** Joe and Harry come back from the same meeting, and both save changes based on the version that they saw. */

import {
  createEventStore,
  isTruceError,
  type Event,
  type EventStore,
  type ProblemDetails,
} from "@truce/core";
import type { RuleSource } from "@truce/core/rules";
import { compileOrThrow, type SourceFile } from "@truce/rules-dsl";
import { withStorage, type Storage } from "./storage.ts";

type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"MeetingNoteAdded", { text: string }>;

/** The outcome of an append. */
type Outcome =
  | { readonly kind: string; readonly version: number; readonly mergedOver: number }
  | {
      readonly code: string;
      readonly message: string;
      readonly reason: string | null;
      readonly source: RuleSource | null;
      readonly problem: ProblemDetails;
    };

/** Plays the story, with rules that are compiled here from their text. */
export function foundingStory(
  storage: Storage,
  files: readonly SourceFile[],
): Promise<{ readonly outcomes: readonly Outcome[]; readonly stream: readonly string[] }> {
  return withStorage(storage, async (adapter) => {
    const store = createEventStore<ClientEvent>({ adapter, rules: compileOrThrow(files) });
    const outcomes = [
      await save(store, { type: "ClientRegistered", data: { name: "Acme" } }, 0),
      await save(store, { type: "ClientValueUpgraded", data: { to: 50_000 } }, 1),
      await save(store, { type: "MeetingNoteAdded", data: { text: "They want to go ahead." } }, 1),
      await save(store, { type: "ClientValueUpgraded", data: { to: 60_000 } }, 1),
    ];
    const stream = await Array.fromAsync(
      store.readStream("client-42"),
      ({ version, type }) => `${version} ${type}`,
    );
    return { outcomes, stream };
  });
}

async function save(store: EventStore<ClientEvent>, event: ClientEvent, seen: number): Promise<Outcome> {
  try {
    const result = await store.append("client-42", [event], { expectedVersion: seen });
    return { kind: result.kind, version: result.lastVersion, mergedOver: result.mergedOver };
  } catch (error) {
    if (!isTruceError(error, "conflict")) throw error;
    const [pair] = error.conflicts;
    const { reason, source } = pair.reason === "unregistered" ? { reason: null, source: null } : pair.rule;
    return { code: error.code, message: error.message, reason, source, problem: error.toProblemDetails() };
  }
}
