/** Measures the engine: one incoming event against many committed events, beside a comparison written by hand. */

import { cpus } from "node:os";

import type { RecordedEvent } from "@truce/core";
import { conflictRulesFrom, judge } from "@truce/core/rules";

import { compare, median } from "../compare.ts";
import type { Report } from "../report.ts";

const SIZES = {
  full: { committed: 1_000, rounds: 15, judgements: 400 },
  tiny: { committed: 10, rounds: 1, judgements: 5 },
} as const;

const rules = conflictRulesFrom([
  { incoming: { type: "NeverConflicts" }, conflictsWith: [] },
  { incoming: { type: "ListsTwo" }, conflictsWith: [{ type: "NotesExported" }, { type: "NotesSealed" }] },
  {
    incoming: { type: "ComparesOne" },
    conflictsWith: [{ type: "NotePinned" }],
    when: [{ mine: ["noteId"], operator: "=", theirs: ["noteId"] }],
  },
  {
    incoming: { type: "ComparesTwo" },
    conflictsWith: [{ type: "NotePinned" }],
    when: [
      { mine: ["room", "id"], operator: "=", theirs: ["room", "id"] },
      { mine: ["day"], operator: "=", theirs: ["day"] },
    ],
  },
]);

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkEngine(
  size: keyof typeof SIZES,
  onTurn: (what: string) => void,
): Promise<Report> {
  const { committed: count, rounds, judgements } = SIZES[size];
  const committed = Array.from({ length: count }, (_, index) => recorded(index));
  /** The median time of a judgement, for each committed event. */
  const nanosecondsPerPair = async (judgeAll: () => boolean): Promise<number> => {
    const times = Array.from({ length: judgements }, () => {
      const started = performance.now();
      if (judgeAll()) throw new Error("nothing here conflicts");
      return performance.now() - started;
    });
    return (median(times) * 1_000_000) / count;
  };
  const byHand = (): boolean =>
    committed.some(({ type, data }) => type === "NotePinned" && noteIdOf(data) === "none");
  const judging = (type: string) => {
    const incoming = [{ type, data: { noteId: "none", room: { id: "none" }, day: 0 } }];
    return (): boolean => judge(rules, "client", incoming, committed).kind === "conflict";
  };
  const table = await compare({
    title: `One incoming event against ${count.toLocaleString("en-US")} committed events`,
    unit: "nanoseconds per pair",
    rounds,
    onTurn,
    competitors: [
      { name: "by hand: the type and one field", run: () => nanosecondsPerPair(byHand) },
      { name: "never conflicts", run: () => nanosecondsPerPair(judging("NeverConflicts")) },
      { name: "lists two types", run: () => nanosecondsPerPair(judging("ListsTwo")) },
      { name: "compares a field", run: () => nanosecondsPerPair(judging("ComparesOne")) },
      { name: "compares two fields, one nested", run: () => nanosecondsPerPair(judging("ComparesTwo")) },
    ],
  });
  const processor = `${cpus()[0]?.model ?? "unknown"} (${cpus().length} usable)`;
  return { environment: { Processor: processor, "Node.js": process.versions.node }, tables: [table] };
}

function noteIdOf(data: RecordedEvent["data"]): unknown {
  const note = data as { readonly noteId?: unknown };
  return Object.hasOwn(note, "noteId") ? note.noteId : undefined;
}

/** As a database driver returns it: parsed from JSON, so that texts are not shared. */
function recorded(index: number): RecordedEvent {
  const data = `{"noteId":"note-${index}","text":"Called back","room":{"id":"room-${index}"},"day":${index}}`;
  return {
    ...{ type: "NotePinned", data: JSON.parse(data) as RecordedEvent["data"], id: `${index}` },
    ...{
      streamId: "client-1",
      version: index + 1,
      position: index + 1,
      recordedAt: new Date(0),
      metadata: {},
    },
    provenance: { expectedVersion: index, append: { id: `${index}`, index: 0, count: 1 }, rules: null },
  };
}
