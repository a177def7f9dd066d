/**
 * Sessions that a test leads step by step, so that transactions interleave exactly as the test says.
 *
 * The server reports which session waits for which. Nothing depends on how long a step takes: a test continues as soon as
 * the server reports that the wait has begun.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import type { Pool, PoolClient } from "pg";
import { expect } from "vitest";

import { appendBatch } from "../../src/append/append-batch.ts";
import { pgSession } from "../../src/drivers/pg.ts";
import { classified } from "../../src/errors/classify.ts";
import type { PostgresAdapter } from "../../src/index.ts";
import { quotedSchema } from "../../src/sql/schema-name.ts";
import { statementsFor } from "../../src/statements.ts";
import { request as appendOf } from "./requests.ts";

/** A connection with a name. */
export interface NamedSession {
  readonly name: string;
  readonly pid: number;
  readonly client: PoolClient;
  /** Begins a transaction. Default: READ COMMITTED. */
  begin(isolation?: string): Promise<void>;
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** In a batch with another append, which is refused. In SQL a batch has a function of its own. */
  appendInBatch(request: AppendRequest): Promise<AppendOutcome>;
  /** Several appends in one call, which waits for locks as long as it takes. */
  appendBatch(...batch: readonly AppendRequest[]): Promise<readonly AppendOutcome[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** The sessions of a test. */
export interface Sessions {
  open(name: string): Promise<NamedSession>;
  /** Resolves once the session waits for exactly these others. */
  expectWaiting(session: NamedSession, ...others: readonly NamedSession[]): Promise<void>;
  /** Resolves once the session waits for any other. */
  expectWaitingForAny(session: NamedSession): Promise<void>;
  /** Ends all sessions, whatever they are doing. */
  end(): Promise<void>;
}

/** If a wait has not begun after this time, it never will. */
const POLLING = { interval: 5, timeout: 4_000 };

/** Sessions on one store. */
export function sessionsOn(pool: Pool, adapter: PostgresAdapter, schema: string): Sessions {
  const context = {
    statements: statementsFor(quotedSchema(schema), false),
    durability: "on",
    storedRuleSets: new Set<string>(),
  };
  const opened: { readonly session: NamedSession; readonly release: () => void }[] = [];
  async function blockers(session: NamedSession): Promise<readonly string[]> {
    const { rows } = await pool.query<{ pids: readonly number[] }>("SELECT pg_blocking_pids($1) AS pids", [
      session.pid,
    ]);
    const pids = new Set(rows[0]?.pids);
    const nameOf = (pid: number): string =>
      opened.find(({ session: { pid: of } }) => of === pid)?.session.name ?? "?";
    return [...pids].map(nameOf).toSorted();
  }

  return {
    async open(name) {
      const client = await pool.connect();
      // The connections are broken at the end of a test.
      client.on("error", () => {});
      const append = (...batch: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> =>
        classified("appending", () => appendBatch(pgSession(client), batch, context, null));
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      const session: NamedSession = {
        name,
        pid: rows[0]?.pid ?? 0,
        client,
        begin: (isolation = "READ COMMITTED") => run(client, `BEGIN ISOLATION LEVEL ${isolation}`),
        append: (request) => adapter.inTransaction(client).append(request),
        async appendInBatch(request) {
          const [outcome] = await append(request, refusedAppend());
          if (!outcome) throw new Error("no outcome");
          return outcome;
        },
        appendBatch: append,
        commit: () => run(client, "COMMIT"),
        rollback: () => run(client, "ROLLBACK"),
      };
      opened.push({ session, release: () => client.release(true) });
      return session;
    },
    async expectWaiting(session, ...others) {
      const names = others.map(({ name }) => name).toSorted();
      const message = `'${session.name}' waits for ${names.join(" and ")}`;
      await expect.poll(() => blockers(session), { ...POLLING, message }).toEqual(names);
    },
    async expectWaitingForAny(session) {
      const message = `'${session.name}' waits`;
      await expect.poll(() => blockers(session), { ...POLLING, message }).not.toEqual([]);
    },
    async end() {
      const pids = opened.map(({ session }) => session.pid);
      await pool.query("SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS sessions(pid)", [
        pids,
      ]);
      for (const { release } of opened.splice(0)) release();
    },
  };
}

/** An append that is refused and leaves no trace. */
function refusedAppend(): AppendRequest {
  return appendOf({ streamId: `refused-${crypto.randomUUID()}`, expectedVersion: "streamExists" });
}

async function run(client: PoolClient, sql: string): Promise<void> {
  await client.query(sql);
}
