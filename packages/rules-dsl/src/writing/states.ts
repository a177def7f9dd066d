/** What can stand at a place of a statement: the grammar as a table of states, for lines that are complete or not. */

import type { Word } from "./words.ts";

/** A state is named for what can stand there. */
export type State =
  | "statement"
  | "version"
  | "path"
  | "group-name"
  | "equals"
  | "member"
  | "after-member"
  | "declared"
  | "after-declared"
  | "category"
  | "brace"
  | "subject"
  | "verb"
  | "after-anything-subject"
  | "subject-exception"
  | "after-subject-exception"
  | "conflicts"
  | "recorded"
  | "after-recorded"
  | "target"
  | "next-target"
  | "after-target"
  | "after-anything-target"
  | "target-exception"
  | "after-target-exception"
  | "field"
  | "after-field"
  | "left"
  | "operator"
  | "right"
  | "after-comparison"
  | "end";

/** The state after a word, or after a word of a kind: `name` stands for events, groups and fields, bare or in quotes. */
type Table = Readonly<Record<State, Readonly<Partial<Record<string, State>>>>>;

const CONDITION = { on: "field", when: "left" } as const;
const VERB = { conflicts: "target", never: "conflicts" } as const;

const TABLE: Table = {
  statement: {
    ...{ language: "version", import: "path", group: "group-name", events: "declared", stream: "category" },
    ...{ override: "subject", anything: "after-anything-subject", name: "verb", "}": "statement" },
  },
  version: { number: "end" },
  path: { name: "end" },
  "group-name": { name: "equals" },
  equals: { "=": "member" },
  member: { name: "after-member" },
  "after-member": { ",": "member" },
  declared: { name: "after-declared" },
  "after-declared": { ",": "declared" },
  category: { name: "brace" },
  brace: { "{": "statement" },
  subject: { anything: "after-anything-subject", name: "verb" },
  verb: VERB,
  "after-anything-subject": { except: "subject-exception", ...VERB },
  "subject-exception": { name: "after-subject-exception" },
  "after-subject-exception": { ",": "subject-exception", ...VERB },
  conflicts: { conflicts: "recorded" },
  recorded: { name: "after-recorded" },
  "after-recorded": { ",": "recorded" },
  target: { anything: "after-anything-target", name: "after-target" },
  "next-target": { name: "after-target" },
  "after-target": { ",": "next-target", ...CONDITION },
  "after-anything-target": { except: "target-exception", ...CONDITION },
  "target-exception": { name: "after-target-exception" },
  "after-target-exception": { ",": "target-exception", ...CONDITION },
  field: { name: "after-field" },
  "after-field": { and: "field" },
  left: { name: "operator" },
  operator: { "=": "right", "!=": "right" },
  right: { name: "after-comparison" },
  "after-comparison": { and: "left" },
  end: {},
};

/** The state after a word. A word that cannot stand there changes nothing: the line is half-written, or wrong. */
export function stateAfter(state: State, { kind, text }: Word): State {
  const isName = kind === "name" || kind === "quoted" || kind === "group";
  const next = TABLE[state];
  return (isName ? next["name"] : kind === "number" ? next["number"] : next[text]) ?? state;
}

/** The keywords that can stand in a state, such as `conflicts` and `never` after an incoming type. */
export function keywordsIn(state: State): readonly string[] {
  return Object.keys(TABLE[state]).filter(
    (key) => /^[a-z]+$/.test(key) && key !== "name" && key !== "number",
  );
}

const TAKES_NAMES: ReadonlySet<State> = new Set([
  ...(["statement", "subject", "member", "declared", "recorded", "target", "next-target"] as const),
  ...(["subject-exception", "target-exception"] as const),
]);

/** Whether the name of an event or of a group can stand in a state. */
export function takesNames(state: State): boolean {
  return TAKES_NAMES.has(state);
}

/** Whether the name of a field can stand in a state. */
export function takesFields(state: State): boolean {
  return state === "field" || state === "left" || state === "right";
}
