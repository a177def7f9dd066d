/** Checks event types that a caller passes in. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { staleTypeProblem, type Upcasters } from "./upcasters.ts";

/** @throws InvalidInputError for a stored type that is not one of today's types: no event that is read has it. */
export function checkTypeOfToday(upcasters: Upcasters | null, type: string, path: string): void {
  const problem = staleTypeProblem(upcasters, type);
  if (problem !== undefined) throw new InvalidInputError(path, problem);
}

/** @throws InvalidInputError for the first such type in a list. */
export function checkTypesOfToday(
  upcasters: Upcasters | null,
  types: readonly string[] | undefined,
  path: string,
): void {
  types?.forEach((type, index) => checkTypeOfToday(upcasters, type, `${path}[${index}]`));
}
