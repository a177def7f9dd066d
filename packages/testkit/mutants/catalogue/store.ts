/** Wrong stores and command handlers. */

import type { Mutant } from "../mutant.ts";

const input = { file: "packages/core/src/input/to-json.ts", suite: "input" } as const;
const checks = { file: "packages/core/src/input/check-append.ts", suite: "input" } as const;
const send = { file: "packages/core/src/store/send.ts", suite: "store" } as const;
const judged = { file: "packages/core/src/store/append-judged.ts", suite: "store" } as const;
const decided = { file: "packages/core/src/store/append-decided.ts", suite: "store" } as const;
const create = { file: "packages/core/src/store/create-event-store.ts", suite: "store" } as const;
const handler = {
  file: "packages/core/src/command-handler/create-command-handler.ts",
  suite: "store",
} as const;

export const storeMutants: readonly Mutant[] = [
  {
    ...input,
    name: "class instances are stored as what is left of them",
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
    find: "Object.create(null) as Record<string, JsonValue>",
    replace: "{} as Record<string, JsonValue>",
  },
  {
    ...input,
    name: "NaN is stored as null",
    find: "if (!Number.isFinite(value))",
    replace: "if (false)",
  },
  {
    ...checks,
    name: "an id may stand twice in one append",
    find: "checkIdsDiffer(checked);",
    replace: "",
  },
  {
    ...checks,
    name: "what is no part of an event is dropped in silence",
    find: "if (!EVENT_KEYS.has(key)) {",
    replace: "if (false) {",
  },
  {
    ...send,
    name: "an unknown outcome is forgotten after the next attempt",
    find: 'if (isTruceError(error, "outcome-unknown")) mayBeWritten = true;',
    replace: 'if (isTruceError(error, "outcome-unknown")) mayBeWritten = false;',
  },
  {
    ...send,
    name: "a refusal that need not last is taken for the outcome",
    find: "if (!mayBeWritten || isFinal(outcome, request)) return outcome;",
    replace: "return outcome;",
  },
  {
    ...send,
    name: "retries never end",
    find: "if (attempt === retry.attempts) throw",
    replace: "if (attempt === 50) throw",
  },
  {
    ...judged,
    name: "an append is let through unjudged after a predicate has been asked",
    find: "checkAfter = outcome.actualVersion;",
    replace: "checkAfter = outcome.actualVersion + 1;",
  },
  {
    ...judged,
    name: "a report that is cut short is taken for the whole window",
    find: "if (count === conflicting.length) return { verdict, complete: true };",
    replace: "if (count >= conflicting.length) return { verdict, complete: true };",
  },
  {
    ...judged,
    name: "hidden events of the window are merged over",
    find: "if (window.length !== actualVersion - afterVersion) {",
    replace: "if (false) {",
  },
  {
    ...decided,
    name: "a repeated append is held to conflict with itself",
    find: 'const checkAfter = verdict.kind === "compatible" ? decidedAt : NOWHERE;',
    replace:
      'if (verdict.kind === "conflict") return conflictRefusal(request, decidedAt, verdict.pairs);\n  const checkAfter = decidedAt;',
  },
  {
    ...decided,
    name: "what the decision saw and the user did not is not judged",
    find: "return judge(rules, categoryOf(streamId), incoming, unseen);",
    replace: 'return { kind: "compatible" };',
  },
  {
    ...decided,
    name: "a decision from a future that the store does not hold is let through unjudged",
    find: 'if (actualVersion < lastVersion) return { kind: "too-short", actualVersion };',
    replace: "",
  },
  {
    ...create,
    name: "the rules that judged are not recorded",
    find: "rules: rules && { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },",
    replace: "rules: null,",
  },
  {
    ...create,
    name: "nothing is checked where a number is expected",
    find: 'checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,',
    replace: "checkAfter: null,",
  },
  {
    ...handler,
    name: "a user's conflict is decided again behind the user's back",
    find: '(refusal.kind === "conflict" && !pinned)',
    replace: 'refusal.kind === "conflict"',
  },
  {
    ...handler,
    name: "commands are appended whatever has happened",
    find: "expectedVersion: expectedVersion ?? decidedOn.version,",
    replace: 'expectedVersion: "any",',
  },
  {
    ...handler,
    name: "revalidate does nothing",
    find: "decidedAt: revalidate ? decidedOn.version : undefined,",
    replace: "decidedAt: undefined,",
  },
  {
    ...handler,
    name: "a snapshot of another history is believed",
    find: "if (snapshot) await checkSnapshot(store, streamId, snapshot);",
    replace: "",
  },
];
