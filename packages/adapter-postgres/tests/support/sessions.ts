/**
 * Sessions that are led step by step, so that an interleaving of transactions happens exactly as it is written down.
 *
 * Who waits for whom is asked of the server. Nothing here rests on how long anything takes: a test goes on as soon as
 * the server says that the wait it speaks of has begun.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core";
import type { Pool, PoolClient } from "pg";
import { expect } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../../src/index.ts";
import { request as appendOf } from "./requests.ts";

/** A connection with a name. */
export interface NamedSession {
  readonly name: string;
  readonly pid: number;
  readonly client: PoolClient;
  /** Begins a transaction: READ COMMITTED unless said otherwise. */
  begin(isolation?: string): Promise<void>;
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Together with a stranger, as group commit sends them: that is another function in SQL. */
  appendInBatch(request: AppendRequest): Promise<AppendOutcome>;
  /** Several appends in one call. */
  appendTogether(...batch: readonly AppendRequest[]): Promise<readonly AppendOutcome[]>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** The sessions of a test. */
export interface Sessions {
  open(name: string): Promise<NamedSession>;
  /** Goes on once the session waits for exactly these others. */
  expectWaiting(session: NamedSession, ...others: readonly NamedSession[]): Promise<void>;
  /** Goes on once the session waits for anybody. */
  expectWaitingForSomebody(session: NamedSession): Promise<void>;
  /** Ends all of them, whatever they are doing. */
  end(): Promise<void>;
}

/** A wait that has not begun by then never will. */
const POLLING = { interval: 5, timeout: 4_000 };

/** Sessions on one store. */
export function sessionsOn(pool: Pool, adapter: PostgresAdapter, schema: string): Sessions {
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
      // At the end of a test its connections are broken.
      client.on("error", () => {});
      const batching = postgresAdapter(
        { connect: async () => ({ query: client.query.bind(client), release() {} }) },
        { schema },
      );
      const appendTogether = async (
        ...batch: readonly AppendRequest[]
      ): Promise<readonly AppendOutcome[]> => {
        // While the first is under way, the others gather.
        const appends = [stranger(), ...batch].map((append) => batching.append(append));
        return (await Promise.all(appends)).slice(1);
      };
      const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      const session: NamedSession = {
        name,
        pid: rows[0]?.pid ?? 0,
        client,
        begin: (isolation = "READ COMMITTED") => run(client, `BEGIN ISOLATION LEVEL ${isolation}`),
        append: (request) => adapter.inTransaction(client).append(request),
        async appendInBatch(request) {
          const [outcome] = await appendTogether(request, stranger());
          if (!outcome) throw new Error("no outcome");
          return outcome;
        },
        appendTogether,
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
    async expectWaitingForSomebody(session) {
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

/** Is refused, and leaves no trace. */
function stranger(): AppendRequest {
  return appendOf({ streamId: `stranger-${crypto.randomUUID()}`, expectedVersion: "streamExists" });
}

async function run(client: PoolClient, sql: string): Promise<void> {
  await client.query(sql);
}
