/** What HTTP and the store say to each other. No web framework is in it. */

import { isTruceError, type ExpectedVersion } from "@truce/core";
import { NotPossible, type Book } from "../day.ts";

/** A request that cannot be understood. */
class BadRequest extends Error {}

/** The version of a stream as a strong ETag (RFC 9110, section 8.8.3). */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * What the client last saw, by its `If-Match` header. Without one the handler takes the version that it reads itself; an
 * API that wants every client to say what it saw answers 428 instead (RFC 6585).
 *
 * Proxies that compress an answer make its ETag weak, so `W/"3"` counts as `"3"`: both name one version of the stream.
 */
export function expectedVersionFrom(ifMatch: string | undefined): ExpectedVersion | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === "*") return "streamExists";
  const version = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(ifMatch)?.[1];
  if (version === undefined)
    throw new BadRequest('If-Match must be the ETag of an answer, such as "3", or *');
  return Number(version);
}

/** The body of a request, checked: a decider must not be shown anything else. */
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

/** The media type of problems (RFC 9457). */
export const PROBLEM = "application/problem+json";

/** The body of an answer that refuses a request. */
export interface Problem {
  readonly status: 400 | 409 | 412 | 422 | 503;
  readonly title: string;
  readonly detail: string;
}

/** The problem behind an error, or undefined for a fault of the program, which is not for the client to see: status 500. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof NotPossible) {
    return { status: 422, title: "The booking is not possible.", detail: error.message };
  }
  if (error instanceof BadRequest || isTruceError(error, "invalid-input")) {
    return { status: 400, title: "The request is not valid.", detail: error.message };
  }
  // The user was behind, and the rules saw a conflict: `conflicts[].reason` is what to show.
  if (isTruceError(error, "conflict")) return error.toProblemDetails();
  if (isTruceError(error, "wrong-version")) {
    const title = "The day is not at the version that the request is for.";
    return { status: 412, title, detail: error.message };
  }
  if (["contention", "unavailable", "outcome-unknown"].some((code) => isTruceError(error, code))) {
    const detail = "Send the same request again, with the same Idempotency-Key.";
    return { status: 503, title: "The booking could not be made just now.", detail };
  }
  return undefined;
}
