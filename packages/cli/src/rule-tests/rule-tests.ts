/** What a `*.conflicts.test.yaml` file says, once it is read. */

import type { JsonValue } from "@truce/core";
import type { Location } from "@truce/rules-dsl";

/** A file of cases. */
export interface RuleTests {
  readonly file: string;
  /** The rule files that it is about: at least one. */
  readonly rules: readonly RuleFile[];
  /** Event types that there are besides those that the rules name. */
  readonly events: readonly string[];
  /** At least one. */
  readonly cases: readonly RuleTestCase[];
}

/** A rule file, as a test file names it. */
export interface RuleFile {
  /** Its path from the root of the project. */
  readonly file: string;
  readonly at: Location;
}

/** Some incoming events, some committed ones, and what is expected of every pair of them. */
export interface RuleTestCase {
  readonly at: Location;
  readonly name: string | null;
  /** Whose rules count: the category of a stream, or the id of one of its streams. Null for streams without rules of their own. */
  readonly stream: string | null;
  readonly incoming: readonly TestEvent[];
  readonly committed: readonly TestEvent[];
  readonly expect: Expectation;
}

/** An event of a case. */
export interface TestEvent {
  readonly at: Location;
  readonly type: string;
  /** An empty object where the case says nothing of it. */
  readonly data: JsonValue;
}

export interface Expectation {
  readonly at: Location;
  readonly verdict: "conflict" | "compatible";
  /** What the reason of a rule that conflicts must say, or `unregistered`; null where any will do. */
  readonly because: Wanted<string> | null;
  /** Where a rule that conflicts must stand; null where any will do. */
  readonly rule: Wanted<RulePlace> | null;
}

/** What is wanted, and where that is said. */
export interface Wanted<What> {
  readonly what: What;
  readonly at: Location;
}

export interface RulePlace {
  /** Its path from the root of the project. */
  readonly file: string;
  /** Null for any line of the file. */
  readonly line: number | null;
}

/** What is wrong with a test file, or with what a case says. */
export interface Problem {
  readonly at: Location;
  /** One sentence in lower case, the user's words in single quotes. */
  readonly message: string;
  /** What to do, where that is not plain from the message. */
  readonly suggestion: string | null;
}
