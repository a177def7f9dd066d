/** The content of a `*.conflicts.test.yaml` file. */

import type { JsonValue } from "@truce/core";
import type { Location } from "@truce/rules-dsl";

/** A file of cases. */
export interface RuleTests {
  /** The path of the file. */
  readonly file: string;
  /** The rule files that it is about: at least one. */
  readonly rules: readonly RuleFile[];
  /** Known event types, in addition to those that the rules name. */
  readonly events: readonly string[];
  /** At least one. */
  readonly cases: readonly RuleTestCase[];
}

/** A rule file, as a test file names it. */
export interface RuleFile {
  /** Its path from the root of the project. */
  readonly file: string;
  /** Where the test file names it. */
  readonly at: Location;
}

/** Incoming events, committed events, and the verdict that is expected of every pair. */
export interface RuleTestCase {
  /** Where the case begins. */
  readonly at: Location;
  /** Its name; null if it has none. */
  readonly name: string | null;
  /** The category whose rules count, or the id of one of its streams. Null for streams without rules of their own. */
  readonly stream: string | null;
  /** At least one. */
  readonly incoming: readonly TestEvent[];
  /** At least one. */
  readonly committed: readonly TestEvent[];
  /** The expected verdict. */
  readonly expect: Expectation;
}

/** An event of a case. */
export interface TestEvent {
  /** Where the case names the event. */
  readonly at: Location;
  /** The event type. */
  readonly type: string;
  /** An empty object if the case gives no payload. */
  readonly data: JsonValue;
}

/** What a case expects of its pairs. */
export interface Expectation {
  /** Where the case says so. */
  readonly at: Location;
  /** Whether each pair must conflict. */
  readonly verdict: "conflict" | "compatible";
  /** A part of the reason of a rule that conflicts, or `unregistered`. Null if any reason will do. */
  readonly because: Placed<string> | null;
  /** The place of a rule that conflicts. Null if any rule will do. */
  readonly rule: Placed<RulePlace> | null;
}

/** A value and its place in the test file. */
export interface Placed<Value> {
  /** The value. */
  readonly value: Value;
  /** Its place. */
  readonly at: Location;
}

/** A place of a rule. */
export interface RulePlace {
  /** Its path from the root of the project. */
  readonly file: string;
  /** Null for any line of the file. */
  readonly line: number | null;
}

/** What is wrong with a test file or with a case. */
export interface Problem {
  /** The place of the problem. */
  readonly at: Location;
  /** One sentence in lower case, the user's words in single quotes. */
  readonly message: string;
  /** What to do. Null if the message makes that plain. */
  readonly suggestion: string | null;
}
