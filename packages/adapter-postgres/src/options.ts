/** The options of the adapter, checked. */

import { InvalidInputError } from "@truce/core";

import type { GroupCommitLimits } from "./append/group-commit.ts";
import type { SchemaOptions } from "./schema-sql.ts";
import { DEFAULT_SCHEMA, quotedSchema } from "./sql/schema-name.ts";

/** How an append is made durable: the values of PostgreSQL's `synchronous_commit`, or the server's own setting. */
export type SynchronousCommit = "on" | "remote_apply" | "remote_write" | "local" | "off" | "server-default";

/** Options of `postgresAdapter`. */
export interface PostgresAdapterOptions extends SchemaOptions {
  /**
   * Whether appends that arrive while one is under way travel together: true unless set. Objects set how many of them
   * at most (512), and how many characters of payload at most (1,048,576).
   */
  readonly groupCommit?: boolean | { readonly maxAppends?: number; readonly maxBytes?: number } | undefined;
  /**
   * What `synchronous_commit` is for appends. `"on"` unless set, whatever the server says, because with `off` a crash
   * loses events that were acknowledged. A server that says `remote_apply`, which is more, is left alone by `"on"`.
   */
  readonly synchronousCommit?: SynchronousCommit | undefined;
  /** Whether statements are prepared by name: true unless set. Set it to false behind a PgBouncer below 1.21. */
  readonly preparedStatements?: boolean | undefined;
  /**
   * The most milliseconds that a read of the whole store waits for appends under way, so as to hand over all that was
   * acknowledged before it: 100 unless set. After that it ends before the first that is still under way.
   */
  readonly readPatience?: number | undefined;
}

/** The options with everything filled in. */
export interface Settings {
  /** Quoted. */
  readonly schema: string;
  readonly groupCommit: GroupCommitLimits;
  /** Null to leave it alone. */
  readonly durability: string | null;
  readonly preparedStatements: boolean;
  readonly readPatience: number;
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
    synchronousCommit = "on",
    preparedStatements = true,
    readPatience = 100,
  } = options;
  if (!DURABILITIES.includes(synchronousCommit)) {
    throw new InvalidInputError("options.synchronousCommit", `must be one of ${DURABILITIES.join(", ")}`);
  }
  if (!Number.isFinite(readPatience) || readPatience < 0) {
    throw new InvalidInputError("options.readPatience", "must be a number of milliseconds from 0 up");
  }
  return {
    schema: quotedSchema(schema),
    groupCommit: groupCommitLimits(options.groupCommit ?? true),
    durability: synchronousCommit === "server-default" ? null : synchronousCommit,
    preparedStatements,
    readPatience,
  };
}

function groupCommitLimits(
  groupCommit: NonNullable<PostgresAdapterOptions["groupCommit"]>,
): GroupCommitLimits {
  if (groupCommit === false) return { isOn: false, maxAppends: 1, maxBytes: 0 };
  const { maxAppends = 512, maxBytes = 1_048_576 } = groupCommit === true ? {} : groupCommit;
  for (const [name, value] of Object.entries({ maxAppends, maxBytes })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new InvalidInputError(`options.groupCommit.${name}`, "must be an integer from 1 up");
    }
  }
  return { isOn: true, maxAppends, maxBytes };
}
