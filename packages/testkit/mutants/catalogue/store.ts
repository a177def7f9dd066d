/** Wrong variants of the store and the command handler. */

import type { Mutant } from "../mutant.ts";

const input = { file: "packages/core/src/input/to-json.ts", suite: "input" } as const;
const checks = { file: "packages/core/src/input/check-append.ts", suite: "input" } as const;
const send = { file: "packages/core/src/store/send.ts", suite: "store" } as const;
const merge = { file: "packages/core/src/store/append-or-merge.ts", suite: "store" } as const;
const decided = { file: "packages/core/src/store/append-decided.ts", suite: "store" } as const;
const prepare = { file: "packages/core/src/store/prepare-append.ts", suite: "store" } as const;
const create = { file: "packages/core/src/store/create-event-store.ts", suite: "store" } as const;
const handler = {
  file: "packages/core/src/command-handler/create-command-handler.ts",
  suite: "store",
} as const;

const kept = { file: "packages/core/src/command-handler/kept-snapshots.ts", suite: "store" } as const;
const result = { file: "packages/core/src/store/to-result.ts", suite: "store" } as const;

export const storeMutants: readonly Mutant[] = [
  {
    ...input,
    name: "class instances are stored as plain objects",
    find: "if (!isPlainObject(record)) {",
    replace: "if (false) {",
  },
  {
    ...input,
    name: "lone surrogates are stored",
    find: "if (!text.isWellFormed())",
    replace: "if (false)",
  },
  {
    ...input,
    name: "__proto__ is lost",
    find: 'if (key === "__proto__") {',
    replace: "if (false) {",
  },
  {
    ...input,
    suite: "store",
    name: "payloads are read without a prototype",
    find: "const result: Record<string, JsonValue> = {};",
    replace: "const result = Object.create(null) as Record<string, JsonValue>;",
  },
  {
    ...input,
    name: "NaN is stored as null",
    find: "if (!Number.isFinite(value))",
    replace: "if (false)",
  },
  {
    ...checks,
    name: "an id may occur twice in one append",
    find: "checkIdsDiffer(checked);",
    replace: "",
  },
  {
    ...checks,
    name: "unknown fields of an event are dropped silently",
    find: "if (!EVENT_KEYS.has(key)) {",
    replace: "if (false) {",
  },
  {
    ...send,
    name: "an unknown outcome is forgotten after the next attempt",
    find: 'if (hasCode(error, "outcome-unknown")) unknown = error;',
    replace: 'unknown = hasCode(error, "outcome-unknown") ? error : undefined;',
  },
  {
    ...send,
    name: "after an unknown outcome, a refusal that may not last is final",
    find: "if (unknown === undefined || isFinal(outcome, request)) return outcome;",
    replace: "return outcome;",
  },
  {
    ...send,
    name: "retries never end",
    find: "attempt === retry.attempts ||",
    replace: "attempt === 50 ||",
  },
  {
    ...merge,
    name: "events that arrive after a predicate was asked are not judged",
    find: "checkAfter = outcome.actualVersion;",
    replace: "checkAfter = outcome.actualVersion + 1;",
  },
  {
    ...merge,
    name: "a truncated list of conflicts counts as the whole window",
    find: "if (count === conflicting.length) return",
    replace: "if (count >= conflicting.length) return",
  },
  {
    ...merge,
    name: "an append is merged over events of the window that cannot be read",
    find: "if (whole.length !== actualVersion - afterVersion) {",
    replace: "if (whole.length < 0) {",
  },
  {
    ...decided,
    name: "a repeated append conflicts with itself",
    find: 'const isCompatible = judged.isWhole && judged.verdict.kind === "compatible";',
    replace:
      'if (judged.verdict.kind === "conflict") return conflictRefusal(request, decisionVersion, judged.verdict.pairs, 1);\n  const isCompatible = judged.isWhole;',
  },
  {
    ...decided,
    name: "events that the decision saw but the user did not are not judged",
    find: "return { ...window, isWhole: reached === lastVersion, reached };",
    replace:
      'return { ...window, verdict: { kind: "compatible" }, isWhole: reached === lastVersion, reached };',
  },
  {
    ...decided,
    name: "a decision version above the stream's version is accepted",
    find: "judged.isWhole && judged.verdict.kind",
    replace: "judged.verdict.kind",
  },
  {
    ...decided,
    name: "an append that the store has refused is written",
    find: 'mode: isCompatible ? "write" : "look-up",',
    replace: "",
  },
  {
    file: "packages/core/src/store/judge-window.ts",
    suite: "store",
    name: "conflicts beyond the reported ones are not counted",
    find: "if (judge.hasConflict(committed)) count++;",
    replace: "",
  },
  {
    ...send,
    name: "an unknown outcome does not carry the event ids for a retry",
    find: "eventIds: events.map(({ id }) => id)",
    replace: "eventIds: undefined",
  },
  {
    ...checks,
    name: "events are read through the caller's own iterator",
    find: "Array.from({ length: list.length }, (_, index) =>\n    checkEvent(list[index], `events[${index}]`, limits),",
    replace: "Array.from(list, (event, index) =>\n    checkEvent(event, `events[${index}]`, limits),",
  },
  {
    ...create,
    name: "a registry that was tampered with is accepted",
    find: "if (rules !== null && !isConflictRules(rules)) {",
    replace: "if (rules === undefined) {",
  },
  {
    ...prepare,
    name: "the rules that judged are not recorded",
    find: "rules: rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },",
    replace: "rules: null,",
  },
  {
    ...prepare,
    name: "nothing is checked if the expected version is a number",
    find: 'checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,',
    replace: "checkAfter: null,",
  },
  {
    ...handler,
    name: "a conflict with the user's own version is retried",
    find: '(refusal.kind === "conflict" && !isPinned)',
    replace: 'refusal.kind === "conflict"',
  },
  {
    ...handler,
    name: "commands are appended with expected version 'any'",
    find: "expectedVersion: expectedVersion ?? loaded.version,",
    replace: 'expectedVersion: "any",',
  },
  {
    ...handler,
    name: "requireCurrent does nothing",
    find: "decisionVersion: requireCurrent ? loaded.version : undefined,",
    replace: "decisionVersion: undefined,",
  },
  {
    ...result,
    name: "a duplicate looks as if it had been checked",
    find: 'outcome.kind !== "duplicate" && typeof expectedVersion',
    replace: "typeof expectedVersion",
  },
  {
    ...handler,
    name: "a command that is sent again is decided again",
    find: "if (loaded.found) {\n        return",
    replace: "if (false) {\n        return",
  },
  {
    ...handler,
    name: "a copy of a command that lost the race returns its own decision",
    find: 'if (commandId !== undefined && (answer.kind === "duplicate" || answer.kind === "id-reused")) {',
    replace: 'if (commandId !== undefined && answer.kind === "id-reused") {',
  },
  {
    ...handler,
    name: "a copy of a command that lost the race with other events is refused",
    find: 'if (commandId !== undefined && (answer.kind === "duplicate" || answer.kind === "id-reused")) {',
    replace: 'if (commandId !== undefined && answer.kind === "duplicate") {',
  },
  {
    ...handler,
    name: "a domain error hides the conflict that caused it",
    find: "if (seenVersion === undefined || seenVersion === loaded.version) throw error;",
    replace: "throw error;",
  },
  {
    file: "packages/core/src/command-handler/command-id.ts",
    suite: "store",
    name: "a command in another stream has the same event ids",
    find: "v5(JSON.stringify([streamId, commandId, index]), NAMESPACE)",
    replace: "v5(JSON.stringify([commandId, index]), NAMESPACE)",
  },
  {
    file: "packages/core/src/command-handler/command-id.ts",
    suite: "store",
    name: "events of a command may have their own ids",
    find: 'if ("id" in event && event.id !== undefined) {',
    replace: "if (false) {",
  },
  {
    file: "packages/core/src/command-handler/conflict-behind.ts",
    suite: "store",
    name: "the missed events are judged from the beginning of the stream",
    find: "afterVersion: expectedVersion,",
    replace: "afterVersion: 0,",
  },
  {
    file: "packages/core/src/command-handler/conflict-behind.ts",
    suite: "store",
    name: "a command without events is judged",
    find: "if (events.length === 0) return domainError;",
    replace: "if (events.length < 0) return domainError;",
  },
  {
    file: "packages/core/src/command-handler/conflict-behind.ts",
    suite: "store",
    name: "the domain error behind a conflict is lost",
    find: "new ConflictError(refusal, { cause: domainError })",
    replace: "new ConflictError(refusal)",
  },
  {
    file: "packages/core/src/store/read-state.ts",
    suite: "store",
    name: "a command is not found behind a snapshot",
    find: "findEvent(source, watch.eventId),",
    replace: "findEvent(source, undefined),",
  },
  {
    file: "packages/core/src/store/read-state.ts",
    suite: "store",
    name: "the fresh state is used as the state that the user saw",
    find: "if (version === seenVersion) seen = { state, version };\n  }",
    replace: "seen = { state, version };\n  }",
  },
  {
    file: "packages/core/src/command-handler/first-result.ts",
    suite: "store",
    name: "the first result counts events that came later",
    find: "beforeVersion: lastVersion + 1",
    replace: "beforeVersion: undefined",
  },
  {
    file: "packages/core/src/command-handler/state-after.ts",
    suite: "store",
    name: "the state after a merge leaves out the events that it was merged over",
    find: "if (firstVersion - 1 === decisionSnapshot.version) {",
    replace: "if (firstVersion > 0) {",
  },
  {
    file: "packages/core/src/store/check-snapshot.ts",
    suite: "store",
    name: "a JSON copy of a Map is accepted as a snapshot",
    find: "kept !== undefined && kept !== null && isOfJson(prototypeOf(kept))",
    replace: "false",
  },
  {
    file: "packages/core/src/store/read-state.ts",
    suite: "store",
    name: "a snapshot from another history is accepted",
    find: "if (!isContinued && !read.found) {",
    replace: "if (false) {",
  },
  {
    ...kept,
    name: "a snapshot of another version of the decider is used",
    find: "if (stored?.deciderVersion !== version) return",
    replace: "if (!stored) return",
  },
  {
    ...kept,
    name: "a snapshot of a lost history is used",
    find: "return { stored, snapshot: { state, version: stored.version, appendId: stored.appendId } };",
    replace: "return { stored, snapshot: { state, version: stored.version } as never };",
  },
  {
    ...kept,
    name: "a snapshot that is ahead of the stream is used",
    find: "const read = continued?.isContinued ? continued.read :",
    replace: "const read = continued ? continued.read :",
  },
  {
    file: "packages/core/src/store/read-state.ts",
    suite: "store",
    name: "a snapshot is known by its last event, and not by the append of it",
    find: "const { id } = stored.provenance.append;",
    replace: "const { id } = stored;",
    and: [{ find: "appendId = stored.provenance.append.id;", replace: "appendId = stored.id;" }],
  },
  {
    ...kept,
    name: "a snapshot has what the caller did to the state",
    find: "const due = dueSnapshot(settings, read, effort);\n  return { read, save: () => due && void",
    replace:
      "return { read, save: () => setTimeout(() => { const due = dueSnapshot(settings, read, effort); if (due) void",
    and: [{ find: "due, loaded.stored) };", replace: "due, loaded.stored); }) };" }],
  },
  {
    ...kept,
    name: "a snapshot is never replaced",
    find: "await store.save({ streamId, name }, snapshot, replaces);",
    replace: "await store.save({ streamId, name }, snapshot, null);",
  },
];
