/** What the store answered, in words for the user of the playground. */

import {
  categoryOf,
  type AppendResult,
  type ConflictRefusal,
  type ConflictRules,
  type RecordedEvent,
} from "@truce/core";
import { answerFor, isInDoubt, shownRule, type ShownRule } from "./pair-answer.ts";
import { authorOf, type Played, type Step } from "./play.ts";

/** An outcome in words. */
export interface OutcomeWords {
  readonly kind: "appended" | "merged" | "duplicate" | "refused" | "read";
  /** The outcome in a few words. */
  readonly title: string;
  /** The outcome in a sentence or two. */
  readonly text: string;
  /** The reasons of the rules that decided, each once. */
  readonly reasons: readonly string[];
  /** The events that the user had not seen and that counted: those in the way, or those that were merged over. */
  readonly events: readonly WeighedEvent[];
}

/** An event that the user had not seen, and what the rules say of it. */
interface WeighedEvent {
  readonly version: number;
  readonly type: string;
  readonly author: string;
  /** The rules that decided; none if there is no rule for the incoming type, or none that applies. */
  readonly rules: readonly ShownRule[];
  /** Why no rule applies, as the end of a sentence; null if one does, or if there is none. */
  readonly because: string | null;
}

/** The outcome of the step with an index. */
export function outcomeWords(played: Played, index: number, rules: ConflictRules): OutcomeWords | null {
  const step = played.steps[index];
  if (!step) return null;
  const { outcome, name } = step;
  if (outcome === null) return said("read", "Read again", `${name} now sees the whole stream.`);
  switch (outcome.kind) {
    case "appended":
      return said("appended", "Appended", `Version ${outcome.lastVersion}. ${name} had seen everything.`);
    case "merged":
      return merged(outcome, played, step, rules);
    case "duplicate":
      return said(
        "duplicate",
        "Already there",
        `An event with this id is version ${outcome.lastVersion}, so nothing was written twice.`,
      );
    case "conflict":
      return refused(outcome, step);
    case "id-reused":
      return said("refused", "Refused", `Version ${outcome.version} is another event with the same id.`);
    case "wrong-version":
    case "stale-decision":
      // Nobody can have seen a version that the stream does not have, and no version of a decision is given.
      return said("refused", "Refused", `The store answered '${outcome.kind}'.`);
    case "failed":
      return said("refused", "Refused", `${outcome.message}.`);
  }
}

function said(kind: OutcomeWords["kind"], title: string, text: string): OutcomeWords {
  return { kind, title, text, reasons: [], events: [] };
}

function merged(
  outcome: AppendResult,
  { stream }: Played,
  { name, seen }: Step,
  rules: ConflictRules,
): OutcomeWords {
  const unseen = stream.filter(({ version }) => version > seen && version < outcome.firstVersion);
  const own = stream.find(({ version }) => version === outcome.firstVersion);
  const events = unseen.map((event): WeighedEvent => {
    const answer = own && answerFor(rules, dataOf(own), dataOf(event), categoryOf(event.streamId));
    return weighed(event, answer?.rules ?? [], answer?.because ?? null);
  });
  const text =
    `Version ${outcome.lastVersion}. ${name} had seen version ${seen}, ` +
    `and ${unseen.length === 1 ? "the event" : "none of the events"} after it ` +
    `${unseen.length === 1 ? "does not conflict" : "conflicts"}.`;
  const title = `Merged past ${counted(outcome.mergedOver)}`;
  return { kind: "merged", title, text, reasons: reasonsOf(events), events };
}

function refused({ conflicts, count }: ConflictRefusal, { name, seen }: Step): OutcomeWords {
  const events = conflicts.map((pair) =>
    weighed(pair.committed, pair.reason === "rule" ? [shownRule(pair.rule)] : [], null),
  );
  const unregistered = conflicts.find(({ reason }) => reason === "unregistered");
  const why = unregistered
    ? ` ${unregistered.incoming.type} has no rule, so it conflicts with everything.`
    : conflicts.some(isInDoubt)
      ? " A field has no value, and when in doubt, events conflict."
      : "";
  const text = `Nothing was written. ${name} had seen version ${seen}, and ${counted(count)} after it conflict${count === 1 ? "s" : ""}.${why}`;
  return { kind: "refused", title: "Refused", text, reasons: reasonsOf(events), events };
}

function weighed(event: RecordedEvent, rules: readonly ShownRule[], because: string | null): WeighedEvent {
  return { version: event.version, type: event.type, author: authorOf(event), rules, because };
}

function dataOf({ type, data }: RecordedEvent): Pick<RecordedEvent, "type" | "data"> {
  return { type, data };
}

function reasonsOf(events: readonly WeighedEvent[]): readonly string[] {
  return [...new Set(events.flatMap(({ rules }) => rules.flatMap(({ reason }) => reason ?? [])))];
}

/** `1 event`, `2 events` */
export function counted(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}
