/**
 * What an error of a driver means. Only the SQLSTATE and the situation decide; messages are never parsed.
 *
 * INVARIANT: an append that may have been committed is never reported as not written. An error with a SQLSTATE means "not
 * written", because the server sends it before the commit. Errors that end the session are the exception: they may come
 * after the commit. An error without a SQLSTATE is a lost connection.
 */

import { isTruceError, type TruceError } from "@truce/core";
import { OutcomeUnknownError, UnavailableError } from "@truce/core/adapter";

import { RAISED } from "../sql/codes.ts";
import {
  ConnectionRefusedError,
  DamagedHistoryError,
  DatabaseError,
  DataRefusedError,
  NoTransactionError,
  PermissionDeniedError,
  SchemaMissingError,
  UnsupportedIsolationError,
} from "./errors.ts";

/** No connection could be made, so nothing was sent. Used inside this package only. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
}

/** The SQLSTATE of an error that the server sent; undefined for other errors. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  const { code } = error;
  // Most codes of Node, such as `ECONNRESET`, do not have five characters.
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !NODE_CODES.has(code) ? code : undefined;
}

/** Codes of Node that look like a SQLSTATE. */
const NODE_CODES: ReadonlySet<string> = new Set([
  "EPIPE",
  "EBUSY",
  "EPERM",
  "EBADF",
  "EROFS",
  "ENXIO",
  "EAGAIN",
]);

/** Whether the session has ended or may have ended. Its connection must not be used again then. */
export function endsSession(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || state.startsWith("08") || SESSION_ENDS.has(state);
}

/** admin_shutdown, crash_shutdown, database_dropped, idle_session_timeout, idle_in_transaction_session_timeout. */
const SESSION_ENDS: ReadonlySet<string> = new Set(["57P01", "57P02", "57P04", "57P05", "25P03", "25P04"]);

/** What the adapter was doing when the error occurred. */
export type Doing = "appending" | "reading" | "inside a transaction";

/** Does the work. Errors of the driver are thrown as the errors that callers get. */
export async function classified<Result>(doing: Doing, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isTruceError(error) ? error : classify(error, doing);
  }
}

/** The error that callers get for an error of the driver. */
export function classify(error: unknown, doing: Doing): TruceError {
  if (error instanceof ConnectError) return connectError(error);
  if (endsSession(error)) {
    return doing === "appending"
      ? new OutcomeUnknownError("the connection to PostgreSQL was lost during an append", { cause: error })
      : new UnavailableError("the connection to PostgreSQL was lost", { cause: error });
  }
  const state = sqlState(error) ?? "";
  return (
    byState(state, error) ??
    byClass(state, error) ??
    new DatabaseError(`PostgreSQL raised ${state}`, { cause: error })
  );
}

/** @param error - Its message names the server. */
function connectError({ message, cause }: ConnectError): TruceError {
  const state = sqlState(cause) ?? "";
  const problem = `${message}: ${reasonOf(cause)}`;
  return state.startsWith("28") || state === "3D000" || state === "42501"
    ? new ConnectionRefusedError(problem, { cause })
    : new UnavailableError(problem, { cause });
}

/** Why a connection failed, in the words of the server or the system. For people only; it is never parsed. */
function reasonOf(cause: unknown): string {
  // Node tries every address of a host and reports all errors.
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  if (!(cause instanceof Error)) return String(cause);
  const state = sqlState(cause);
  return state === undefined ? cause.message : `${cause.message} (${state})`;
}

function byState(state: string, cause: unknown): TruceError | undefined {
  switch (state) {
    case RAISED.unsupportedIsolation:
      return new UnsupportedIsolationError(
        "the transaction must be READ COMMITTED, so that the append sees the events that it waited for",
        { cause },
      );
    case RAISED.historyIncomplete:
      return new DamagedHistoryError("the stream does not show all of its events, so nothing can be merged", {
        cause,
      });
    case "23505":
      return new DamagedHistoryError("a version, a position or an id is used already", { cause });
    case "25P01":
      return new NoTransactionError("the client has no transaction open: run BEGIN first", { cause });
    case "25P02":
      return new NoTransactionError("the client's transaction has failed: roll it back", { cause });
    case "42501":
      return new PermissionDeniedError(
        "the role lacks a right: an application needs those of grantsSql, and migrate() needs to create or own the schema",
        { cause },
      );
    case "3F000":
    case "42P01":
    case "42883":
      return new SchemaMissingError("the schema is missing or incomplete: run adapter.migrate()", { cause });
    case "25006":
      return new UnavailableError(
        "the server is read-only: a standby, or set to default_transaction_read_only",
        { cause },
      );
    case "40001":
    case "40P01":
    case "55P03":
    case "57014":
    case "57P03":
      return new UnavailableError(`PostgreSQL gave up with ${state}; nothing was written`, { cause });
    default:
      return undefined;
  }
}

function byClass(state: string, cause: unknown): TruceError | undefined {
  switch (state.slice(0, 2)) {
    case "22":
    case "23":
    case "54":
      return new DataRefusedError(`PostgreSQL refused the data with ${state}`, { cause });
    case "53":
      return new UnavailableError(`PostgreSQL lacks resources (${state}); nothing was written`, { cause });
    default:
      return undefined;
  }
}
