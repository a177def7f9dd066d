/** The checks that several kinds of input share. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { nameProblem } from "../events/names.ts";

/** @throws InvalidInputError where it is no name. */
export function checkName(name: unknown, path: string): asserts name is string {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new InvalidInputError(path, problem);
}

/** @throws InvalidInputError where it is no version: a safe integer from 0 up. */
export function checkVersion(version: unknown, path: string): asserts version is number {
  if (typeof version !== "number") {
    throw new InvalidInputError(path, `must be a number, not ${describeType(version)}`);
  }
  if (!Number.isSafeInteger(version)) {
    throw new InvalidInputError(path, `must be a safe integer, not ${version}`);
  }
  if (version < 0) throw new InvalidInputError(path, `must not be negative, but is ${version}`);
}

/** @throws InvalidInputError where it is neither a version nor one of the three words. */
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

/** @throws InvalidInputError where something is no object; undefined counts as an empty one. */
export function checkObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null) {
    throw new InvalidInputError(path, `must be an object, not ${describeType(value)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/**
 * Whatever nobody looks at would be ignored in silence, and most of the time is a mistake in writing.
 *
 * @param rest - What is left of an object when the known keys are taken out.
 * @throws InvalidInputError where something is left.
 */
export function refuseUnknownKeys(rest: object, path: string): void {
  const [key] = Object.keys(rest);
  if (key !== undefined) throw new InvalidInputError(`${path}.${key}`, "is not known here: is it misspelt?");
}

/** What a value is, for messages. */
export function describeType(value: unknown): string {
  return value === null ? "null" : typeof value;
}
