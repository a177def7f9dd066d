/**
 * A program, started by `fork`: one of several processes that write to one store. It gets its task in a message, and
 * answers with one message that has the outcome of every append.
 */

import {
  createEventStore,
  type Event,
  type EventStore,
  type ExpectedVersion,
  type JsonValue,
} from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";
import type { ClientObservation } from "@truce/testkit/history";
import { Pool } from "pg";

import { postgresAdapter } from "../../src/index.ts";

/** The task of a process. */
export interface WriterTask {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly seconds: number;
  /** How many appends are under way at once. */
  readonly writers: number;
}

/** Rules of every kind. */
const RULES = `
Noted    never conflicts
Renamed  conflicts Renamed, Merged
Pinned   conflicts Pinned on note
Booked   conflicts Booked when mine.room = theirs.room and mine.by != theirs.by
Merged   conflicts anything except Noted
anything except Noted, Booked conflicts Merged
`;

const HOT_STREAMS = 3;
const QUIET_STREAMS = 150;
/** A writer claims to be up to this many versions behind. Other writers can make it fall behind further. */
const MOST_BEHIND = 8;

process.once("message", (task: WriterTask) => {
  void run(task).then((observations) => process.send?.(observations, () => process.disconnect()));
});

async function run({
  databaseUrl,
  schema,
  seconds,
  writers,
}: WriterTask): Promise<readonly ClientObservation[]> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  const adapter = postgresAdapter({ pool }, { schema });
  const store = createEventStore({
    adapter,
    rules: compileOrThrow([{ file: "processes.conflicts", text: RULES }]),
  });
  const observations: ClientObservation[] = [];
  const until = now() + seconds * 1e6;
  const seen = new Map<string, number>();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (now() < until) await appendOnce(store, seen, observations);
    }),
  );
  await pool.end();
  return observations;
}

/** Sends one append, and sometimes the same append again, as if the first outcome had not arrived. */
async function appendOnce(
  store: EventStore,
  seen: Map<string, number>,
  observations: ClientObservation[],
): Promise<void> {
  const streamId = someStream();
  const events = Array.from({ length: below(10) === 0 ? 3 : 1 }, someEvent);
  const expectedVersion = someVersion(seen.get(streamId) ?? 0);
  for (let attempt = below(8) === 0 ? 2 : 1; attempt > 0; attempt--) {
    const began = now();
    const answer = await store.tryAppend(streamId, events, { expectedVersion });
    observations.push({
      streamId,
      events,
      expectedVersion,
      rules: ruleSetOf(store),
      outcome: answer,
      time: { began, ended: now() },
    });
    const version =
      "lastVersion" in answer ? answer.lastVersion : "actualVersion" in answer && answer.actualVersion;
    if (version !== false) seen.set(streamId, Math.max(version, seen.get(streamId) ?? 0));
  }
}

function ruleSetOf({ rules }: EventStore): ClientObservation["rules"] {
  return rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson };
}

function someStream(): string {
  return below(3) > 0 ? `client-hot-${below(HOT_STREAMS)}` : `order-${below(QUIET_STREAMS)}`;
}

function someVersion(last: number): ExpectedVersion {
  if (below(20) === 0) return "any";
  if (below(50) === 0) return below(2) === 0 ? "noStream" : "streamExists";
  return Math.max(0, last - below(MOST_BEHIND));
}

function someEvent(): Event<string, JsonValue> & { readonly id: string } {
  const id = crypto.randomUUID();
  switch (below(10)) {
    case 0:
      return { id, type: "Renamed", data: { to: `name ${below(100)}` } };
    case 1:
    case 2:
      return { id, type: "Pinned", data: { note: below(10) } };
    case 3:
    case 4:
      return { id, type: "Booked", data: { room: below(6), by: below(3) } };
    case 5:
      return below(4) === 0 ? { id, type: "Merged", data: null } : { id, type: "Unregistered", data: {} };
    default:
      return { id, type: "Noted", data: { text: "lunch" } };
  }
}

function below(bound: number): number {
  return Math.floor(Math.random() * bound);
}

/** Microseconds on a clock that all processes of the machine share. */
function now(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}
