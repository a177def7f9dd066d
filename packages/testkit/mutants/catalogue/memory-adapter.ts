/** Wrong variants of the reference adapter, which the conformance suite must catch. */

import type { Mutant } from "../mutant.ts";

const adapter = { file: "packages/adapter-memory/src/memory-adapter.ts", suite: "conformance" } as const;
const conflicts = { file: "packages/adapter-memory/src/conflict-check.ts", suite: "conformance" } as const;
const repetition = { file: "packages/adapter-memory/src/repetition.ts", suite: "conformance" } as const;
const snapshots = { file: "packages/adapter-memory/src/snapshots.ts", suite: "conformance" } as const;
const stored = { file: "packages/adapter-memory/src/stored-event.ts", suite: "conformance" } as const;
const version = { file: "packages/adapter-memory/src/version-check.ts", suite: "conformance" } as const;

export const memoryAdapterMutants: readonly Mutant[] = [
  {
    ...conflicts,
    name: "the last event that the caller saw counts as unseen (>= for >)",
    find: "let version = checkAfter + 1;",
    replace: "let version = Math.max(checkAfter, 1);",
  },
  {
    ...conflicts,
    name: "the first unseen event is skipped (window off by one)",
    find: "let version = checkAfter + 1;",
    replace: "let version = checkAfter + 2;",
  },
  {
    ...conflicts,
    name: "the last committed event is skipped",
    find: "version <= stream.events.length;",
    replace: "version < stream.events.length;",
  },
  {
    ...conflicts,
    name: "'any-event' matches no event",
    find: 'if (conflictsWith === "any-event") return true;',
    replace: 'if (conflictsWith === "any-event") return false;',
  },
  {
    ...conflicts,
    name: "only the first matcher is used",
    find: "conflictsWith.some(",
    replace: "conflictsWith.slice(0, 1).some(",
  },
  {
    ...conflicts,
    name: "conflicts beyond the limit are not counted",
    find: "count++;",
    replace: "count = Math.min(count + 1, MAX_REPORTED_CONFLICTS);",
  },
  {
    ...conflicts,
    name: "one conflict too many is reported",
    find: "if (count <= MAX_REPORTED_CONFLICTS)",
    replace: "if (count <= MAX_REPORTED_CONFLICTS + 1)",
  },
  {
    ...adapter,
    name: "ids are checked after conflicts",
    find: "findRepetition(stream, request) ??\n      findWrongVersion(stream, request) ??\n      findConflict(stream, request) ??",
    replace:
      "findWrongVersion(stream, request) ??\n      findConflict(stream, request) ??\n      findRepetition(stream, request) ??",
  },
  {
    ...adapter,
    name: "ids are not checked at all",
    find: "findRepetition(stream, request) ??",
    replace: "",
  },
  {
    ...adapter,
    name: "conflicts are not checked",
    find: "findConflict(stream, request) ??",
    replace: "",
  },
  {
    ...adapter,
    name: "another append can come between the check and the write",
    find: 'return "written" in decided ? write(decided) : decided;',
    replace: 'return "written" in decided ? (await Promise.resolve(), write(decided)) : decided;',
  },
  {
    ...adapter,
    name: "half an append is written",
    find: "for (const event of written) {",
    replace: "for (const event of written.slice(0, 1)) {",
  },
  {
    ...adapter,
    name: "events are missing when the whole store is read",
    find: "log.push(event);",
    replace: "if (event.version > 1) log.push(event);",
  },
  {
    ...adapter,
    name: "a merged append is reported as appended",
    find: 'kind: isBehind ? "merged" : "appended"',
    replace: 'kind: "appended"',
  },
  {
    ...adapter,
    name: "rule sets are lost",
    find: "if (rules !== null && !ruleSets.has(rules.fingerprint)) {",
    replace: "if (rules === undefined) {",
  },
  {
    ...adapter,
    name: "a refused append leaves its rule set behind",
    find: "const stream = streams.get(request.streamId) ?? emptyStream();",
    replace:
      "const stream = streams.get(request.streamId) ?? emptyStream();\n      if (request.rules) ruleSets.set(request.rules.fingerprint, copyOf(request.rules));",
  },
  {
    ...adapter,
    name: "a read after a position repeats the event at that position",
    find: "const first = after + 1;",
    replace: "const first = Math.max(after, 1);",
  },
  {
    ...adapter,
    name: "a closed adapter keeps working",
    find: "isClosed = true;",
    replace: "isClosed = false;",
  },
  {
    ...repetition,
    name: "a repeated id is a duplicate, whatever the events contain",
    find: 'if (!isSame) return { kind: "id-reused", eventId: known.id, version: firstVersion };',
    replace: "",
  },
  {
    ...repetition,
    name: "a repeated payload is not compared",
    find: "isSameJson(incoming.data, committed.data) &&",
    replace: "",
  },
  {
    ...repetition,
    name: "events that differ only in the order of keys are unequal",
    find: "left === right || jsonEquals(",
    replace: "left === right || false && jsonEquals(",
  },
  {
    ...version,
    name: "'noStream' is merged",
    find: "return actualVersion === 0;",
    replace: "return true;",
  },
  {
    ...version,
    name: "'streamExists' accepts an empty stream",
    find: "return actualVersion > 0;",
    replace: "return true;",
  },
  {
    ...version,
    name: "an expected version above the stream's version is accepted",
    find: "return expectedVersion <= actualVersion;",
    replace: "return true;",
  },
  {
    ...version,
    name: "a `checkAfter` above the stream's version is accepted",
    find: "(checkAfter ?? 0) <= actualVersion &&",
    replace: "",
  },
  {
    ...version,
    name: "an append that is only looked up is written",
    find: 'mode === "write" &&',
    replace: "",
  },
  {
    ...stored,
    name: "provenance loses the caller's expected version",
    find: "expectedVersion: request.expectedVersion,",
    replace: "expectedVersion: version,",
  },
  {
    ...stored,
    name: "readers share one payload",
    find: "data: JSON.parse(stored.data) as JsonValue,",
    replace: "data: stored.payload,",
  },
  {
    ...stored,
    name: "metadata is lost",
    find: "metadata: JSON.parse(stored.metadata) as JsonObject,",
    replace: "metadata: {},",
  },
  {
    ...snapshots,
    name: "a snapshot is replaced by one that came later, whatever was loaded",
    find: "if (present && !isSame(present, replaces)) return;",
    replace: "",
  },
  {
    ...snapshots,
    name: "snapshots are compared by their versions alone",
    find: "left.version === right.version &&\n    left.appendId === right.appendId",
    replace: "left.version === right.version",
  },
  {
    ...snapshots,
    name: "snapshots of all names are one",
    find: "JSON.stringify([streamId, name])",
    replace: "streamId",
  },
];
