/** What goes wrong, as problem details (RFC 9457). The page shows `detail` to the user. */

import { isTruceError, type ProblemDetails } from "@truce/core";
import { ZodError } from "zod";
import { NotPossible } from "../domain/room-decider.ts";

/** The header of a request that is not valid. */
export class BadHeader extends Error {}

export type Problem =
  | ProblemDetails
  | { readonly status: 400 | 412 | 422 | 503; readonly title: string; readonly detail: string };

/** Undefined for a bug in the program. The client gets status 500 then, and no details. */
export function problemOf(error: unknown): Problem | undefined {
  // The reasons of the rules that refused the change, and the events that were in its way.
  if (isTruceError(error, "conflict")) return error.toProblemDetails();
  if (error instanceof NotPossible) {
    return { status: 422, title: "This is not possible.", detail: error.message };
  }
  if (error instanceof ZodError) {
    const detail = error.issues.map(({ message }) => message).join(" ");
    return { status: 400, title: "The request is not valid.", detail };
  }
  if (error instanceof BadHeader || isTruceError(error, "invalid-input")) {
    return { status: 400, title: "The request is not valid.", detail: error.message };
  }
  if (isTruceError(error, "wrong-version")) {
    return { status: 412, title: "The room has no such version.", detail: "Reload the page." };
  }
  if (["contention", "unavailable", "outcome-unknown"].some((code) => isTruceError(error, code))) {
    const detail = "Send the same request again, with the same Idempotency-Key.";
    return { status: 503, title: "This is not possible at the moment.", detail };
  }
  return undefined;
}
