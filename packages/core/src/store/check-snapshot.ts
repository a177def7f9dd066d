/** Checks that a snapshot can be a state, and is not a JSON copy that lost class instances. */

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
 * @param initialState - A state of the same kind, to compare with.
 * @throws InvalidInputError if the value is not a snapshot, or if it has plain data where the initial state has a Map, a Set,
 * a Date or another class instance: JSON does not keep those.
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
        "the snapshot is a JSON copy, and JSON does not keep that; store it in another form, or read the state again",
    );
  }
}

/** True for the prototypes of what JSON.parse returns; scalars count as having none. */
function isOfJson(prototype: unknown): boolean {
  return prototype === null || prototype === Object.prototype || prototype === Array.prototype;
}

function prototypeOf(value: unknown): unknown {
  return typeof value === "object" ? Object.getPrototypeOf(value) : null;
}

function nameOf(instance: object): string {
  return (instance.constructor as { readonly name?: string } | undefined)?.name ?? "class instance";
}
