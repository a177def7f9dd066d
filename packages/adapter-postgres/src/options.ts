/** The options of the adapter, checked. */

import { InvalidInputError } from "@truce/core";

import type { SchemaOptions } from "./schema-sql.ts";
import { DEFAULT_SCHEMA, quotedSchema } from "./sql/schema-name.ts";

/** How an append is made durable: a value of PostgreSQL's `synchronous_commit`, or the server's own setting. */
export type SynchronousCommit = "on" | "remote_apply" | "remote_write" | "local" | "off" | "server-default";

/** Options of `postgresAdapter`. */
export interface PostgresAdapterOptions extends SchemaOptions {
  /** Whether appends that arrive while a call is under way are sent together in the next call. Default: true. */
  readonly groupCommit?: boolean | undefined;
  /**
   * The value of `synchronous_commit` for appends. Default: `"on"`, whatever the server's setting is, because with `off` a
   * crash loses acknowledged events. With `"on"`, a server that is set to the stricter `remote_apply` keeps its setting.
   */
  readonly synchronousCommit?: SynchronousCommit | undefined;
  /** Whether statements are prepared by name. Default: true. Set it to false behind a PgBouncer older than 1.21. */
  readonly preparedStatements?: boolean | undefined;
  /**
   * How many milliseconds a read of the whole store waits for appends that are under way, so that it returns every event
   * that was acknowledged before it. Default: 100. After that time it ends before the first append still under way.
   */
  readonly readTimeoutMs?: number | undefined;
  /**
   * Whether subscriptions and processors of other processes are woken by NOTIFY, and those of this process by LISTEN, on a
   * connection of its own as long as there are any. Default: true. If it is false, they look for events by themselves
   * every half second, or as their `pollMs` says. PgBouncer in transaction mode passes no notifications on.
   */
  readonly notifications?: boolean | undefined;
}

/** The options, complete and checked. */
export interface Settings {
  /** Quoted. */
  readonly schema: string;
  readonly groupCommit: boolean;
  /** Null to keep the server's setting. */
  readonly durability: string | null;
  readonly preparedStatements: boolean;
  readonly readTimeoutMs: number;
  readonly notifications: boolean;
}

const DURABILITIES: readonly unknown[] = [
  "on",
  "remote_apply",
  "remote_write",
  "local",
  "off",
  "server-default",
];

/** @throws InvalidInputError for the first option that is not allowed. */
export function settingsFrom(options: PostgresAdapterOptions): Settings {
  const {
    schema = DEFAULT_SCHEMA,
    groupCommit = true,
    synchronousCommit = "on",
    preparedStatements = true,
    readTimeoutMs = 100,
    notifications = true,
  } = options;
  if (!DURABILITIES.includes(synchronousCommit)) {
    throw new InvalidInputError("options.synchronousCommit", `must be one of ${DURABILITIES.join(", ")}`);
  }
  if (!Number.isFinite(readTimeoutMs) || readTimeoutMs < 0) {
    throw new InvalidInputError("options.readTimeoutMs", "must be a number of milliseconds, 0 or more");
  }
  return {
    schema: quotedSchema(schema),
    groupCommit,
    durability: synchronousCommit === "server-default" ? null : synchronousCommit,
    preparedStatements,
    readTimeoutMs,
    notifications,
  };
}
