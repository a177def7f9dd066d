/** The pairs of events that a generated project can judge: every pair of types, in every category. */

import type { JsonValue, RecordedEvent } from "@truce/core";
import type { MatchableEvent } from "@truce/core/rules";
import { parse, type SourceFile } from "@truce/rules-dsl";
import type { InterpretedFile } from "../interpreter.ts";
import { CATEGORIES, NAMES } from "./model.ts";
import type { WrittenProject } from "./write.ts";

/** Payloads for which conditions hold, fail, or are in doubt. */
export const PAYLOADS: readonly JsonValue[] = [
  {},
  { id: "x", room: { id: 1 }, größe: true },
  { id: "y", room: { id: 1 }, größe: false },
  { id: 1, room: { id: "1" }, größe: null },
  { id: 2 ** 60, room: "x", größe: "x" },
  { id: ["x"], room: { id: 2 ** 53 }, größe: true },
];

/** An incoming event over a committed one. */
export interface Happening {
  readonly category: string;
  readonly incoming: MatchableEvent;
  readonly committed: RecordedEvent;
  /** The pair in words. */
  readonly where: string;
}

/** Every pair of types: those that rules name, and one that no rule names. */
export function everyPair(mine: JsonValue, theirs: JsonValue): readonly Happening[] {
  const types = [...NAMES, "Unheard"];
  return [...CATEGORIES, "other"].flatMap((category) =>
    types.flatMap((incoming) =>
      types.map((committed) => ({
        category,
        incoming: { type: incoming, data: mine },
        committed: recorded(committed, theirs),
        where: `${incoming} over ${committed} in ${category}`,
      })),
    ),
  );
}

function recorded(type: string, data: JsonValue): RecordedEvent {
  return { type, data, version: 1 } as unknown as RecordedEvent;
}

/** The files of a project in the form that the interpreter reads. */
export function interpreted({ files, options }: WrittenProject): readonly InterpretedFile[] {
  const parsed = ({ file, text }: SourceFile, isImportOnly: boolean): InterpretedFile => ({
    file,
    tree: parse(text, { file }).tree,
    isImportOnly,
  });
  return [
    ...files.map((file) => parsed(file, false)),
    ...(options.imports ?? []).map((file) => parsed(file, true)),
  ];
}
