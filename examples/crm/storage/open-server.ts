/**
 * A PostgreSQL server. Somebody's server is left as it was: the schemas are the demo's own and dropped at the end,
 * unless the user has named them, to keep them.
 */

import { isTruceError } from "@truce/core";
import pg from "pg";

import type { BothRuns } from "../both-runs.ts";
import { printable } from "../cli/printable.ts";
import { UsageError } from "../cli/usage-error.ts";
import type { OpenedStorages } from "./opened-storages.ts";
import { closeBoth, DEMO, migrated, schemasOf } from "./schemas.ts";

/** Milliseconds until a server that does not answer is given up. */
const PATIENCE = 10_000;

interface Server {
  readonly url: string;
  readonly schema: string | undefined;
}

/** @throws UsageError if the server can't be used like that. */
export async function openServer({ url, schema }: Server): Promise<OpenedStorages> {
  const where = placeOf(url);
  const schemas = schemasOf(schema ?? `${DEMO}_${crypto.randomUUID().slice(0, 8)}`);
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  // An idle connection that breaks is thrown away by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  try {
    const adapters = await migrated({ pool }, schemas);
    const release = schema === undefined ? undefined : await takeTurn(pool, schema);
    return {
      adapters,
      description: `PostgreSQL at ${where}, in ${inWords(schemas)}, ${schema === undefined ? "dropped again at the end" : "which stay for the next run"}`,
      isKept: schema !== undefined,
      async close() {
        await closeBoth(adapters);
        release?.();
        if (schema === undefined)
          await pool.query(`DROP SCHEMA "${schemas.plain}", "${schemas.ruled}" CASCADE`);
        await pool.end();
      },
    };
  } catch (cause) {
    await pool.end();
    throw asUsageError(cause, where);
  }
}

/** Two demos in one schema would each find events that nobody told them of. The lock goes with the connection. */
async function takeTurn(pool: pg.Pool, schema: string): Promise<() => void> {
  const client = await pool.connect();
  const { rows } = await client.query<{ free: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended('truce demo ' || $1, 0)) AS free",
    [schema],
  );
  const release = (): void => client.release(true);
  if (rows[0]?.free === true) return release;
  release();
  throw new UsageError(`another demo is being played in the schemas of '${printable(schema)}'; wait for it`);
}

/** Where the server is, without the password. */
function placeOf(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? { protocol: "", host: "", pathname: "" };
  if (!/^postgres(ql)?:$/.test(protocol)) {
    throw new UsageError("DATABASE_URL must begin with postgres://; unset it to play on PGlite");
  }
  return printable(host + pathname);
}

function inWords({ plain, ruled }: BothRuns<string>): string {
  return `the schemas ${plain} and ${ruled}`;
}

function asUsageError(cause: unknown, where: string): unknown {
  if (cause instanceof UsageError) return cause;
  if (isTruceError(cause, "invalid-input")) return new UsageError(`--schema ${cause.problem}`, { cause });
  const help = "unset DATABASE_URL to play on PGlite";
  // Errors of the driver itself have a code as well, and those of the adapter say more.
  const reason = isTruceError(cause) ? cause.message : `no connection (${codeOf(cause)})`;
  return new UsageError(`PostgreSQL at ${where}: ${reason}; ${help}`, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
