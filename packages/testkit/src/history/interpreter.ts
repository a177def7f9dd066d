/**
 * A second interpreter of conflict rules, written only from the definition of their meaning and the canonical JSON.
 *
 * INVARIANT: it shares no running code with the engine of core. If the two disagree, one of them is wrong.
 */

import type { RecordedComparison, RecordedRules, RecordedTarget } from "./recorded-rules.ts";

/** The part of an event that rules can look at. */
export interface InterpretedEvent {
  readonly type: string;
  readonly data: unknown;
}

/**
 * - `conflict`: the rules say so, or the incoming type is unregistered.
 * - `compatible`: the rules do not say so.
 * - `free-predicate`: it depends on a predicate, which is not recorded.
 */
export type PairVerdict = "conflict" | "compatible" | "free-predicate";

/** What an incoming type conflicts with in one stream; `"everything"` if it is unregistered. */
export type Targets = "everything" | readonly RecordedTarget[];

/** Judges with one rule set. */
export interface Interpreter {
  /** Empty if the type never conflicts. */
  targetsOf(streamId: string, incomingType: string): Targets;
  /** Whether a rule compares fields of committed events of this type. */
  looksInto(committedType: string): boolean;
}

export function createInterpreter({ rules, barriers }: RecordedRules): Interpreter {
  const known = new Map<string, Targets>();
  const named = new Set([...rules, ...barriers].map(({ category }) => category));
  const looking = [...rules, ...barriers].flatMap(({ conflicts }) =>
    conflicts.filter(({ when }) => when.length > 0),
  );

  const resolve = (type: string, category: string | null): Targets => {
    const ofType = rules.filter(({ incoming }) => incoming === type);
    const own =
      (category === null ? undefined : ofType.find((rule) => rule.category === category)) ??
      ofType.find((rule) => rule.category === null);
    if (own === undefined) return "everything";
    const raised = barriers.filter(
      (barrier) =>
        (barrier.category === null || barrier.category === category) && !barrier.incoming.includes(type),
    );
    return [own, ...raised].flatMap(({ conflicts }) => conflicts);
  };

  return {
    targetsOf(streamId, incomingType) {
      const category = streamId.split("-", 1)[0] ?? streamId;
      const scope = named.has(category) ? category : null;
      const key = JSON.stringify([scope, incomingType]);
      let targets = known.get(key);
      if (targets === undefined) known.set(key, (targets = resolve(incomingType, scope)));
      return targets;
    },
    looksInto: (committedType) => looking.some((target) => selects(target, committedType)),
  };
}

export function judgePair(
  targets: Targets,
  incoming: InterpretedEvent,
  committed: InterpretedEvent,
): PairVerdict {
  if (targets === "everything") return "conflict";
  const applying = targets.filter(
    (target) =>
      selects(target, committed.type) &&
      target.when.every((comparison) => holdsOrIsInDoubt(comparison, incoming.data, committed.data)),
  );
  if (applying.length === 0) return "compatible";
  return applying.every(({ predicate }) => predicate) ? "free-predicate" : "conflict";
}

function selects({ type, except }: RecordedTarget, committedType: string): boolean {
  return type === null ? !except.includes(committedType) : type === committedType;
}

function holdsOrIsInDoubt(
  { mine, equal, theirs }: RecordedComparison,
  incoming: unknown,
  committed: unknown,
): boolean {
  const left = valueAt(incoming, mine);
  const right = valueAt(committed, theirs);
  if (isDoubtful(left) || isDoubtful(right)) return true;
  return (left === right) === equal;
}

/** Missing, null, an object, an array, or a number too large to be exact. */
function isDoubtful(value: unknown): boolean {
  if (value === undefined || value === null || typeof value === "object") return true;
  return typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, key)?.value;
  }
  return value;
}
