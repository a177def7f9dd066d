/** Translates between HTTP and the store. Independent of the web framework. */

import { isTruceError, type ExpectedVersion } from "@truce/core";
import { NotPossible, type Book } from "../day.ts";

/** The request is malformed. */
class BadRequest extends Error {}

/** The version of a stream as a strong ETag (RFC 9110, section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version that the client last saw, from its `If-Match` header. Without the header the handler uses the version that
 * it reads itself. An API that requires the header responds with 428 instead (RFC 6585).
 *
 * Proxies that compress a response make its ETag weak, so `W/"3"` counts as `"3"`: both name one version of the stream.
 */
export function expectedVersionFrom(ifMatch: string | undefined): ExpectedVersion | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === "*") return "streamExists";
  const version = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new BadRequest('If-Match must be the ETag of a response, such as "3", or *');
  return Number(version);
}

/** Validates the body of a request, so that the decider only gets valid commands. */
export function bookingFrom(body: unknown): Book {
  const { meetingId, room, slots } = (body ?? {}) as Partial<Record<keyof Book, unknown>>;
  if (typeof meetingId !== "string" || typeof room !== "string" || !isListOfStrings(slots)) {
    throw new BadRequest("the body must be { meetingId, room, slots }, with at least one slot");
  }
  return { meetingId, room, slots };
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

/** The media type of problem details (RFC 9457). */
export const PROBLEM = "application/problem+json";

/** The body of an error response. */
export interface Problem {
  readonly status: 400 | 409 | 412 | 422 | 503;
  readonly title: string;
  readonly detail: string;
}

/** Undefined for a bug in the program. The client gets status 500 then, and no details. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof NotPossible) {
    return { status: 422, title: "The booking is not possible.", detail: error.message };
  }
  if (error instanceof BadRequest || isTruceError(error, "invalid-input")) {
    return { status: 400, title: "The request is not valid.", detail: error.message };
  }
  // Show `conflicts[].reason` to the user.
  if (isTruceError(error, "conflict")) return error.toProblemDetails();
  if (isTruceError(error, "wrong-version")) {
    const title = "The day is not at the version that the request expects.";
    return { status: 412, title, detail: error.message };
  }
  if (["contention", "unavailable", "outcome-unknown"].some((code) => isTruceError(error, code))) {
    const detail = "Send the same request again, with the same Idempotency-Key.";
    return { status: 503, title: "The booking could not be made at the moment.", detail };
  }
  return undefined;
}
