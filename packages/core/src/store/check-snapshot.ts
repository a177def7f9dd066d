/** Checking that a snapshot can be a state of the decider, and is not a JSON copy of one. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkObject, checkVersion, refuseUnknownKeys } from "../input/check-values.ts";
import { keyText } from "../input/to-json.ts";
import type { ReadStateOptions, Snapshot } from "./evolution.ts";

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkReadStateOptions<State>(
  options: unknown,
  initialState: () => State,
): ReadStateOptions<State> {
  const { snapshot, ...unknown } = checkObject(options, "options");
  refuseUnknownKeys(unknown, "options");
  return { snapshot: snapshot === undefined ? undefined : checkSnapshot(snapshot, initialState()) };
}

/**
 * @param initialState - A state of the same decider, to compare with.
 * @throws InvalidInputError if it is no snapshot, or if it has a plain object, an array or a scalar at a place that is a Map, a Set, a
 * Date or another class in the initial state: JSON has lost what was there.
 */
export function checkSnapshot<State>(snapshot: unknown, initialState: State): Snapshot<State> {
  const { state, version, ...unknown } = checkObject(snapshot, "options.snapshot");
  refuseUnknownKeys(unknown, "options.snapshot");
  checkVersion(version, "options.snapshot.version");
  checkKept(state, initialState, "options.snapshot.state", new Set());
  return { state: state as State, version };
}

function checkKept(kept: unknown, initial: unknown, path: string, above: Set<object>): void {
  if (typeof initial !== "object" || initial === null || above.has(initial)) return;
  const prototype: unknown = Object.getPrototypeOf(initial);
  if (isOfJson(prototype)) {
    if (typeof kept !== "object" || kept === null) return;
    above.add(initial);
    for (const [key, part] of Object.entries(initial)) {
      const place = path + keyText(Array.isArray(initial) ? Number(key) : key);
      checkKept((kept as Readonly<Record<string, unknown>>)[key], part, place, above);
    }
    above.delete(initial);
  } else if (kept !== undefined && kept !== null && isOfJson(prototypeOf(kept))) {
    throw new InvalidInputError(
      path,
      `is ${typeof kept === "object" ? "plain data" : `a ${typeof kept}`}, but a ${nameOf(initial)} in the initial state: ` +
        "the snapshot is a JSON copy, and JSON does not keep that; store the state in a form that does, or rebuild it",
    );
  }
}

/** What JSON gives back: plain objects, arrays and scalars. */
function isOfJson(prototype: unknown): boolean {
  return prototype === null || prototype === Object.prototype || prototype === Array.prototype;
}

function prototypeOf(value: unknown): unknown {
  return typeof value === "object" ? Object.getPrototypeOf(value) : null;
}

function nameOf(instance: object): string {
  return (instance.constructor as { readonly name?: string } | undefined)?.name ?? "class instance";
}
