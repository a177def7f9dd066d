/** Checks the options of reads. The result is a copy, which the caller cannot change during the read. */

import type { ListStreamsOptions, ReadAllOptions, ReadStreamOptions } from "../adapter/storage-adapter.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkName, checkObject, checkVersion, refuseUnknownKeys } from "./check-values.ts";

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkReadStream(options: unknown): ReadStreamOptions {
  const { afterVersion, beforeVersion, direction, eventId, limit, ...unknown } = checkObject(
    options,
    "options",
  );
  refuseUnknownKeys(unknown, "options");
  if (eventId !== undefined) checkName(eventId, "options.eventId");
  return {
    afterVersion: numberFrom(afterVersion, "afterVersion"),
    beforeVersion: numberFrom(beforeVersion, "beforeVersion"),
    direction: directionFrom(direction),
    eventId,
    limit: numberFrom(limit, "limit"),
  };
}

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkReadAll(options: unknown): ReadAllOptions {
  const { afterPosition, beforePosition, direction, types, categories, limit, ...unknown } = checkObject(
    options,
    "options",
  );
  refuseUnknownKeys(unknown, "options");
  return {
    afterPosition: numberFrom(afterPosition, "afterPosition"),
    beforePosition: numberFrom(beforePosition, "beforePosition"),
    direction: directionFrom(direction),
    types: namesFrom(types, "types"),
    categories: namesFrom(categories, "categories", checkCategory),
    limit: numberFrom(limit, "limit"),
  };
}

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkListStreams(options: unknown): ListStreamsOptions {
  const { category, afterStreamId, limit, ...unknown } = checkObject(options, "options");
  refuseUnknownKeys(unknown, "options");
  if (category !== undefined) checkCategory(category, "options.category");
  if (afterStreamId !== undefined) checkName(afterStreamId, "options.afterStreamId");
  return { category, afterStreamId, limit: numberFrom(limit, "limit") };
}

function directionFrom(value: unknown): "forwards" | "backwards" | undefined {
  if (value === undefined || value === "forwards" || value === "backwards") return value;
  throw new InvalidInputError("options.direction", "must be 'forwards' or 'backwards'");
}

function numberFrom(value: unknown, key: string): number | undefined {
  if (value !== undefined) checkVersion(value, `options.${key}`);
  return value;
}

type CheckName = (name: unknown, path: string) => asserts name is string;

function namesFrom(names: unknown, key: string, check: CheckName = checkName): readonly string[] | undefined {
  if (names === undefined) return undefined;
  if (!Array.isArray(names)) throw new InvalidInputError(`options.${key}`, "must be a list of names");
  return Array.from({ length: names.length }, (_, index) => {
    const name: unknown = names[index];
    check(name, `options.${key}[${index}]`);
    return name;
  });
}

function checkCategory(name: unknown, path: string): asserts name is string {
  // A stream whose id begins with '-' has an empty category.
  if (name !== "") checkName(name, path);
  if (name.includes("-")) {
    throw new InvalidInputError(
      path,
      `is '${name}', but a category ends before the first '-' of a stream id`,
    );
  }
}
