/**
 * Reads a stored rule set from its canonical JSON.
 *
 * INVARIANT: this folder shares no running code with the engine of core, so that a mistake there cannot hide itself
 * here. Only the types of what is stored are imported.
 */

import type { RuleSet } from "@truce/core";

/** What an incoming event conflicts with, one entry of a rule. */
export interface RecordedTarget {
  /** The only type, or null where it is every type but `except`. */
  readonly type: string | null;
  readonly except: readonly string[];
  readonly when: readonly RecordedComparison[];
  /** Whether a free predicate, which is not recorded, has the last word. */
  readonly predicate: boolean;
}

/** A comparison of a field of the incoming event with one of the committed event. */
export interface RecordedComparison {
  readonly mine: readonly string[];
  readonly equal: boolean;
  readonly theirs: readonly string[];
}

/** A rule of a type, or of all types but some. */
interface RecordedRule<Incoming> {
  readonly category: string | null;
  readonly incoming: Incoming;
  readonly conflicts: readonly RecordedTarget[];
}

/** A stored rule set, read. */
export interface RecordedRules {
  readonly rules: readonly RecordedRule<string>[];
  /** `incoming` are the types that the barrier lets through. */
  readonly barriers: readonly RecordedRule<readonly string[]>[];
}

/** The fingerprint that the canonical JSON of a rule set ought to have. */
export async function fingerprintOf(canonicalJson: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson)));
  return `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The rules in a canonical JSON, or what is wrong with it as the rest of a sentence. */
export function readRules({ canonicalJson }: RuleSet): RecordedRules | string {
  try {
    const root = fieldsOf(JSON.parse(canonicalJson), ["barriers", "rules", "version"]);
    if (root["version"] !== 1) throw new Unreadable("is not of version 1");
    return {
      rules: listOf(root["rules"], (rule) =>
        readRule(rule, (incoming) => textOf(fieldsOf(incoming, ["type"])["type"])),
      ),
      barriers: listOf(root["barriers"], (rule) =>
        readRule(rule, (incoming) =>
          listOf(fieldsOf(incoming, ["anythingExcept"])["anythingExcept"], textOf),
        ),
      ),
    };
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    if (error instanceof SyntaxError) return "is no JSON";
    throw error;
  }
}

class Unreadable extends Error {}

function readRule<Incoming>(
  value: unknown,
  readIncoming: (incoming: unknown) => Incoming,
): RecordedRule<Incoming> {
  const { category, conflicts, incoming } = fieldsOf(value, ["category", "conflicts", "incoming"]);
  return {
    category: category === null ? null : textOf(category),
    incoming: readIncoming(incoming),
    conflicts: listOf(conflicts, readTarget),
  };
}

function readTarget(value: unknown): RecordedTarget {
  const byType = typeof value === "object" && value !== null && "type" in value;
  const target = fieldsOf(value, [byType ? "type" : "anythingExcept", "predicate", "when"]);
  if (typeof target["predicate"] !== "boolean")
    throw new Unreadable("does not say whether there is a predicate");
  return {
    type: byType ? textOf(target["type"]) : null,
    except: byType ? [] : listOf(target["anythingExcept"], textOf),
    when: listOf(target["when"], readComparison),
    predicate: target["predicate"],
  };
}

function readComparison(value: unknown): RecordedComparison {
  const { mine, operator, theirs } = fieldsOf(value, ["mine", "operator", "theirs"]);
  if (operator !== "=" && operator !== "!=") throw new Unreadable("has an unknown operator");
  return { mine: listOf(mine, textOf), equal: operator === "=", theirs: listOf(theirs, textOf) };
}

/** The value as an object with exactly these keys: a rule with a key that is not understood must not be judged. */
function fieldsOf(value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Unreadable(`has something else where an object with ${keys.join(", ")} was expected`);
  }
  if (Object.keys(value).toSorted().join() !== keys.toSorted().join()) {
    throw new Unreadable(`has an object with other keys than ${keys.join(", ")}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function listOf<Item>(value: unknown, readItem: (item: unknown) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new Unreadable("has something else where a list was expected");
  return value.map((item) => readItem(item));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Unreadable("has something else where a text was expected");
  return value;
}
