/** Translates between HTTP and the store: versions are ETags, and what is refused is problem details (RFC 9457). */

import { isTruceError, type ExpectedVersion, type ProblemDetails } from "@truce/core";
import { ZodError } from "zod";
import { NotPossible } from "./client.ts";

class BadHeader extends Error {}

type Problem = ProblemDetails | { status: 400 | 404 | 412 | 422 | 503; title: string; detail: string };

export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version that the user last saw. Without the header, the command handler uses the version that it reads itself. */
export function expectedVersionFrom(ifMatch: string | undefined): ExpectedVersion | undefined {
  if (ifMatch === undefined) return undefined;
  // Proxies that compress a response add the `W/`.
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new BadHeader('If-Match must be the ETag of a response, such as "3".');
  return Number(version);
}

/** Undefined for a bug in the program. The client gets status 500 then, and no details. */
export function problemOf(error: unknown): Problem | undefined {
  // Status 409. `detail` and `conflicts[].reason` are the reasons of the rules, for the user.
  if (isTruceError(error, "conflict")) return error.toProblemDetails();
  if (error instanceof NotPossible) {
    return { status: 422, title: "This is not possible.", detail: error.message };
  }
  if (error instanceof ZodError) {
    const detail = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    return { status: 400, title: "The request is not valid.", detail };
  }
  if (error instanceof BadHeader || isTruceError(error, "invalid-input")) {
    return { status: 400, title: "The request is not valid.", detail: error.message };
  }
  if (isTruceError(error, "wrong-version")) {
    return { status: 412, title: "The client has no such version.", detail: "Read it again." };
  }
  if (["contention", "unavailable", "outcome-unknown"].some((code) => isTruceError(error, code))) {
    const detail = "Send the same request again, with the same Idempotency-Key.";
    return { status: 503, title: "This is not possible at the moment.", detail };
  }
  return undefined;
}
