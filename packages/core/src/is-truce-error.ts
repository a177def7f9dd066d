/** Recognises errors by their code. */

import type {
  AdapterContractError,
  ContentionError,
  OutcomeUnknownError,
  StoreClosedError,
  UnavailableError,
} from "./errors/faults.ts";
import type { InvalidInputError } from "./errors/invalid-input-error.ts";
import type { ProcessorFailedError } from "./processing/processor-failed-error.ts";
import type { ProjectionFailedError } from "./projections/projection-failed-error.ts";
import type { PositionAheadError } from "./subscriptions/position-ahead-error.ts";
import type { InvalidRulesError } from "./rules/invalid-rules-error.ts";
import type { PredicateFailedError } from "./rules/predicate-failed-error.ts";
import type {
  ConflictError,
  IdReusedError,
  StaleDecisionError,
  WrongVersionError,
} from "./store/refusal-errors.ts";
import type { InvalidUpcastersError } from "./upcasters/invalid-upcasters-error.ts";
import type { UnreadableEventError } from "./upcasters/unreadable-event-error.ts";
import { hasCode, type TruceError } from "./errors/truce-error.ts";

/** Every error class of this package. */
type CoreError =
  | AdapterContractError
  | ConflictError
  | ContentionError
  | IdReusedError
  | InvalidInputError
  | InvalidRulesError
  | InvalidUpcastersError
  | OutcomeUnknownError
  | PositionAheadError
  | PredicateFailedError
  | ProcessorFailedError
  | ProjectionFailedError
  | StaleDecisionError
  | StoreClosedError
  | UnavailableError
  | UnreadableEventError
  | WrongVersionError;

/** The codes of this package's errors. Adapters and tools have further codes. */
export type TruceErrorCode = CoreError["code"];

/** The error that has a code. */
export type TruceErrorOfCode<Code extends TruceErrorCode> = Extract<CoreError, { readonly code: Code }>;

/**
 * Whether a thrown value is an error of Truce with this code. Unlike `instanceof` it works if several copies of the package
 * are loaded.
 *
 * @example
 * ```ts
 * try {
 *   await store.append("client-42", events, { expectedVersion: 3 });
 * } catch (error) {
 *   if (!isTruceError(error, "conflict")) throw error;
 *   console.log(error.conflicts.length);
 * }
 * ```
 */
export function isTruceError<Code extends TruceErrorCode>(
  error: unknown,
  code: Code,
): error is TruceErrorOfCode<Code>;
/** Whether a thrown value is an error of any package of Truce, and has the code if one is given. */
export function isTruceError(error: unknown, code?: string): error is TruceError;
export function isTruceError(error: unknown, code?: string): boolean {
  return hasCode(error, code);
}
