/** Checks that several kinds of input share. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { nameProblem } from "../events/names.ts";

/** @throws InvalidInputError if the value is not a valid name. */
export function checkName(name: unknown, path: string): asserts name is string {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new InvalidInputError(path, problem);
}

/** @throws InvalidInputError if the value is not a version: a safe integer, 0 or higher. */
export function checkVersion(version: unknown, path: string): asserts version is number {
  if (typeof version !== "number") {
    throw new InvalidInputError(path, `must be a number, not ${describeType(version)}`);
  }
  if (!Number.isSafeInteger(version)) {
    throw new InvalidInputError(path, `must be a safe integer, not ${version}`);
  }
  if (version < 0) throw new InvalidInputError(path, `must not be negative, but is ${version}`);
}

/** @throws InvalidInputError if the value is neither a version nor one of the three words. */
export function checkExpectedVersion(expectedVersion: unknown, path: string): ExpectedVersion {
  switch (expectedVersion) {
    case "any":
    case "noStream":
    case "streamExists":
      return expectedVersion;
    default:
  }
  if (typeof expectedVersion !== "number") {
    const given =
      typeof expectedVersion === "string" ? `'${expectedVersion}'` : describeType(expectedVersion);
    throw new InvalidInputError(path, `must be a version, 'any', 'noStream' or 'streamExists', not ${given}`);
  }
  checkVersion(expectedVersion, path);
  // -0 becomes 0.
  return expectedVersion + 0;
}

/** @throws InvalidInputError if the value is not an object; undefined counts as an empty object. */
export function checkObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null) {
    throw new InvalidInputError(path, `must be an object, not ${describeType(value)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/**
 * Refuses unknown keys, because most of them are misspelt and would otherwise be ignored in silence.
 *
 * @param rest - The object without its known keys.
 * @throws InvalidInputError if a key is left.
 */
export function refuseUnknownKeys(rest: object, path: string): void {
  const [key] = Object.keys(rest);
  if (key !== undefined)
    throw new InvalidInputError(`${path}.${key}`, "is not a known option: is it misspelt?");
}

/** The type of a value, for messages. */
export function describeType(value: unknown): string {
  return value === null ? "null" : typeof value;
}

/** @throws InvalidInputError if it is not an integer from 1 up. */
export function checkCount(value: number, path: string): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidInputError(path, `must be an integer from 1 up, not ${value}`);
  }
}
