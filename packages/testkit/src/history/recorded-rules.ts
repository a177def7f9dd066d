/**
 * Reads a stored rule set from its canonical JSON.
 *
 * INVARIANT: this folder shares no running code with the engine of core, so a bug in the engine cannot hide itself
 * here. From core it imports only types.
 */

import type { RuleSet } from "@truce/core";

/** One entry of a rule: committed events that the incoming event conflicts with. */
export interface RecordedTarget {
  /** The only type; null for every type but those in `except`. */
  readonly type: string | null;
  readonly except: readonly string[];
  readonly when: readonly RecordedComparison[];
  /** Whether a free predicate makes the final decision. The predicate itself is not recorded. */
  readonly predicate: boolean;
}

/** Compares a field of the incoming event with a field of the committed event. */
export interface RecordedComparison {
  readonly mine: readonly string[];
  readonly equal: boolean;
  readonly theirs: readonly string[];
}

/** A rule for one type, or for all types but some. */
interface RecordedRule<Incoming> {
  readonly category: string | null;
  readonly incoming: Incoming;
  readonly conflicts: readonly RecordedTarget[];
}

export interface RecordedRules {
  readonly rules: readonly RecordedRule<string>[];
  /** `incoming` has the types that the barrier does not apply to. */
  readonly barriers: readonly RecordedRule<readonly string[]>[];
}

/** The fingerprint that a rule set with this canonical JSON must have. */
export async function fingerprintOf(canonicalJson: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalJson)));
  return `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Reads the rules. If the canonical JSON is wrong, returns the reason as the rest of a sentence. */
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
    if (error instanceof SyntaxError) return "is not JSON";
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
    throw new Unreadable("does not say whether it has a predicate");
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

/** The value as an object with exactly these keys. A rule with an unknown key must not be used to judge. */
function fieldsOf(value: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Unreadable(`is malformed: expected an object with the keys ${keys.join(", ")}`);
  }
  if (Object.keys(value).toSorted().join() !== keys.toSorted().join()) {
    throw new Unreadable(`is malformed: expected exactly the keys ${keys.join(", ")}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function listOf<Item>(value: unknown, readItem: (item: unknown) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new Unreadable("is malformed: expected a list");
  return value.map((item) => readItem(item));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Unreadable("is malformed: expected a string");
  return value;
}
