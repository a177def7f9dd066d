/** A storage adapter for SQLite, as an outside author would write it. The conformance suite is tested with it. */

import { DatabaseSync, type SQLInputValue } from "node:sqlite";

import { categoryOf, type JsonObject, type JsonValue, type RecordedEvent } from "@truce/core";
import {
  compareStreamIds,
  jsonEquals,
  matches,
  MAX_REPORTED_CONFLICTS,
  StoreClosedError,
  UnavailableError,
  type AppendOutcome,
  type AppendRequest,
  type StorageAdapter,
} from "@truce/core/adapter";

const SCHEMA = `
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY AUTOINCREMENT, stream_id TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL,
  type TEXT NOT NULL, data TEXT NOT NULL, metadata TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  expected_version TEXT NOT NULL, append_id TEXT NOT NULL, append_index INTEGER NOT NULL, append_count INTEGER NOT NULL,
  rules TEXT, UNIQUE (stream_id, version), UNIQUE (stream_id, id)
);
CREATE TABLE IF NOT EXISTS rule_sets (fingerprint TEXT PRIMARY KEY, canonical_json TEXT NOT NULL);`;

type Row = Readonly<Record<string, string | number | null>>;

/** Keeps events in an SQLite file. Several adapters, also in several processes, may open the same file. */
export function sqliteAdapter(file: string): StorageAdapter {
  const database = new DatabaseSync(file, { timeout: 0 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(SCHEMA);
  let isClosed = false;

  function all(sql: string, ...parameters: readonly SQLInputValue[]): readonly Row[] {
    if (isClosed) throw new StoreClosedError();
    return database.prepare(sql).all(...parameters) as readonly Row[];
  }

  async function inTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      database.exec("BEGIN IMMEDIATE");
      const result = await work();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw classified(error);
    }
  }

  /** A connection of SQLite has one transaction at a time, so the appends of this adapter wait for each other. */
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  function streamOf(streamId: string): readonly RecordedEvent[] {
    return all("SELECT * FROM events WHERE stream_id = ? ORDER BY version", streamId).map(recorded);
  }

  async function append(request: AppendRequest): Promise<AppendOutcome> {
    const stream = streamOf(request.streamId);
    const refusal =
      repetition(stream, request) ?? wrongVersion(stream.length, request) ?? conflict(stream, request);
    if (refusal) return refusal;

    const { streamId, events, expectedVersion, appendId, rules } = request;
    if (rules) all("INSERT OR IGNORE INTO rule_sets VALUES (?, ?)", rules.fingerprint, rules.canonicalJson);
    for (const [index, { id, type, data, metadata }] of events.entries()) {
      const version = stream.length + index + 1;
      all(
        "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ...[streamId, version, id, type, data, metadata, Date.now()],
        ...[String(expectedVersion), appendId, index, events.length, rules?.fingerprint ?? null],
      );
    }
    const lastVersion = stream.length + events.length;
    const [row] = all(
      "SELECT position FROM events WHERE stream_id = ? AND version = ?",
      streamId,
      lastVersion,
    );
    const isBehind = typeof expectedVersion === "number" && expectedVersion < stream.length;
    return {
      kind: isBehind ? "merged" : "appended",
      firstVersion: stream.length + 1,
      lastVersion,
      position: Number(row?.["position"]),
    };
  }

  async function* reading<Item>(read: () => readonly Item[]): AsyncGenerator<Item> {
    let items: readonly Item[];
    try {
      items = read();
    } catch (error) {
      throw classified(error);
    }
    for (const item of items) {
      if (isClosed) throw new StoreClosedError();
      yield item;
    }
  }

  return {
    async append(request) {
      if (isClosed) throw new StoreClosedError();
      return await inTurn(() => inTransaction(() => append(request)));
    },
    readStream: (streamId, options = {}) =>
      reading(() => {
        const { afterVersion = 0, beforeVersion = Infinity, direction, eventId, limit } = options;
        const wanted = streamOf(streamId)
          .filter(({ version }) => version > afterVersion && version < beforeVersion)
          .filter(({ id }) => eventId === undefined || id === eventId);
        return (direction === "backwards" ? wanted.toReversed() : wanted).slice(0, limit);
      }),
    readAll: (options = {}) =>
      reading(() => {
        const { afterPosition = 0, beforePosition = Infinity, direction, types, categories, limit } = options;
        const wanted = all("SELECT * FROM events WHERE position > ? ORDER BY position", afterPosition)
          .map(recorded)
          .filter(({ position }) => position < beforePosition)
          .filter(({ type }) => types?.includes(type) ?? true)
          .filter(({ streamId }) => categories?.includes(categoryOf(streamId)) ?? true);
        return (direction === "backwards" ? wanted.toReversed() : wanted).slice(0, limit);
      }),
    listStreams: (options = {}) =>
      reading(() => {
        const { category, afterStreamId = "", limit } = options;
        // SQLite compares texts by the bytes of their UTF-8.
        return all(
          "SELECT stream_id, max(version) AS version FROM events GROUP BY stream_id ORDER BY stream_id",
        )
          .map((row) => ({ streamId: String(row["stream_id"]), version: Number(row["version"]) }))
          .filter(({ streamId }) => category === undefined || categoryOf(streamId) === category)
          .filter(({ streamId }) => compareStreamIds(streamId, afterStreamId) > 0)
          .slice(0, limit);
      }),
    readRuleSets: () =>
      reading(() =>
        all("SELECT * FROM rule_sets").map((row) => ({
          fingerprint: String(row["fingerprint"]),
          canonicalJson: String(row["canonical_json"]),
        })),
      ),
    async close() {
      if (isClosed) return;
      await last;
      isClosed = true;
      database.close();
    },
  };
}

/** Step 1. */
function repetition(stream: readonly RecordedEvent[], { events }: AppendRequest): AppendOutcome | undefined {
  const found = events.map(({ id }) => stream.find((event) => event.id === id));
  const first = found.find((event) => event !== undefined);
  if (first === undefined) return undefined;
  const [begin] = found;
  const isSame = events.every(({ type, data, metadata }, index) => {
    const event = found[index];
    return (
      event?.version === (begin?.version ?? 0) + index &&
      event.type === type &&
      jsonEquals(event.data, JSON.parse(data) as JsonValue) &&
      jsonEquals(event.metadata, JSON.parse(metadata) as JsonValue)
    );
  });
  const lastFound = found.at(-1);
  return isSame && begin && lastFound
    ? {
        kind: "duplicate",
        firstVersion: begin.version,
        lastVersion: lastFound.version,
        position: lastFound.position,
      }
    : { kind: "id-reused", eventId: first.id, version: first.version };
}

/** Step 2. */
function wrongVersion(
  version: number,
  { mode, expectedVersion, checkAfter }: AppendRequest,
): AppendOutcome | undefined {
  const isWrong =
    mode === "look-up" ||
    (checkAfter ?? 0) > version ||
    (expectedVersion === "noStream" && version > 0) ||
    (expectedVersion === "streamExists" && version === 0) ||
    (typeof expectedVersion === "number" && expectedVersion > version);
  return isWrong ? { kind: "wrong-version", actualVersion: version } : undefined;
}

/** Step 3. */
function conflict(
  stream: readonly RecordedEvent[],
  { checkAfter, conflictsWith }: AppendRequest,
): AppendOutcome | undefined {
  if (checkAfter === null) return undefined;
  const found = stream.filter(
    (event) =>
      event.version > checkAfter &&
      (conflictsWith === "any-event" || conflictsWith.some((matcher) => matches(matcher, event))),
  );
  if (found.length === 0) return undefined;
  return {
    kind: "conflict",
    actualVersion: stream.length,
    conflicting: found.slice(0, MAX_REPORTED_CONFLICTS),
    count: found.length,
  };
}

function recorded(row: Row): RecordedEvent {
  const claimed = String(row["expected_version"]);
  return {
    id: String(row["id"]),
    streamId: String(row["stream_id"]),
    version: Number(row["version"]),
    position: Number(row["position"]),
    type: String(row["type"]),
    data: JSON.parse(String(row["data"])) as JsonValue,
    metadata: JSON.parse(String(row["metadata"])) as JsonObject,
    recordedAt: new Date(Number(row["recorded_at"])),
    provenance: {
      expectedVersion: /^\d+$/.test(claimed) ? Number(claimed) : (claimed as "any"),
      append: {
        id: String(row["append_id"]),
        index: Number(row["append_index"]),
        count: Number(row["append_count"]),
      },
      rules: row["rules"] as string | null,
    },
  };
}

/** SQLITE_BUSY, SQLITE_LOCKED. */
const BUSY: ReadonlySet<unknown> = new Set([5, 6]);

function classified(error: unknown): unknown {
  const { errcode } = error as { readonly errcode?: unknown };
  return BUSY.has(errcode) ? new UnavailableError("the database is locked", { cause: error }) : error;
}
