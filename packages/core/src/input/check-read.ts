/** Input checking for reads. */

import type { ReadAllOptions, ReadStreamOptions } from "../adapter/storage-adapter.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkName, checkVersion } from "./check-append.ts";

/** @throws InvalidInputError for the first thing that is wrong, with its place. */
export function checkReadStream(streamId: unknown, options: ReadStreamOptions): void {
  checkName(streamId, "streamId");
  for (const key of ["afterVersion", "beforeVersion", "limit"] as const) {
    if (options[key] !== undefined) checkVersion(options[key], `options.${key}`);
  }
  const direction: unknown = options.direction;
  if (direction !== undefined && direction !== "forwards" && direction !== "backwards") {
    throw new InvalidInputError("options.direction", "must be 'forwards' or 'backwards'");
  }
}

/** @throws InvalidInputError for the first thing that is wrong, with its place. */
export function checkReadAll(options: ReadAllOptions): void {
  for (const key of ["afterPosition", "limit"] as const) {
    if (options[key] !== undefined) checkVersion(options[key], `options.${key}`);
  }
  for (const key of ["types", "categories"] as const) {
    const names: unknown = options[key];
    if (names === undefined) continue;
    if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) {
      throw new InvalidInputError(`options.${key}`, "must be a list of names");
    }
  }
}
