/**
 * The tree of a `.conflicts` file: what was written, where, and nothing invented. A statement with a mistake in it is a
 * `broken` node, whatever the rest of its line says.
 */

import type { ComparisonOperator } from "@truce/core";
import type { Span } from "./source-text.ts";

/** A whole file. */
export interface FileTree {
  readonly kind: "file";
  readonly span: Span;
  /** The `language` header; null where the file has none, and is of version 1. */
  readonly language: LanguageHeader | null;
  readonly statements: readonly Statement[];
  /** Ordinary comments, in order. Doc comments belong to their statements. */
  readonly comments: readonly Comment[];
}

/** `language 1` */
export interface LanguageHeader {
  readonly kind: "language";
  readonly span: Span;
  readonly version: number;
}

/** `// to the end of the line` */
export interface Comment {
  readonly kind: "comment";
  readonly span: Span;
  /** With its slashes. */
  readonly text: string;
}

export type Statement = Import | Rule | Group | Events | Stream | Broken;

/** `import "shared.conflicts"` */
export interface Import {
  readonly kind: "import";
  readonly span: Span;
  readonly path: QuotedText;
}

/** Text in quotes that is no name. */
export interface QuotedText {
  readonly kind: "text";
  readonly span: Span;
  readonly text: string;
}

/** `A conflicts B, C on id` */
export interface Rule {
  readonly kind: "rule";
  readonly span: Span;
  /** The text of the doc comment before it; null where there is none. */
  readonly reason: string | null;
  /** Where `override` was written; null where it was not. */
  readonly override: Span | null;
  readonly subject: Anything | Reference;
  readonly targets: Never | Anything | References;
  readonly condition: Condition | null;
}

/** `never conflicts` */
export interface Never {
  readonly kind: "never";
  readonly span: Span;
}

/** `anything except A, B` */
export interface Anything {
  readonly kind: "anything";
  readonly span: Span;
  readonly except: readonly Reference[];
}

/** `A, B, @C` */
export interface References {
  readonly kind: "references";
  readonly span: Span;
  readonly references: readonly Reference[];
}

export type Reference = EventName | GroupName;

/** The name of an event type, bare or in quotes. */
export interface EventName {
  readonly kind: "event-name";
  readonly span: Span;
  /** Without quotes, and with escapes resolved. */
  readonly name: string;
  readonly isQuoted: boolean;
}

/** `@ClientValue` */
export interface GroupName {
  readonly kind: "group-name";
  readonly span: Span;
  /** Without the `@`. */
  readonly name: string;
}

export type Condition = OnCondition | WhenCondition;

/** `on room and day` */
export interface OnCondition {
  readonly kind: "on";
  readonly span: Span;
  readonly fields: readonly Field[];
}

/** `when mine.room = theirs.room and mine.day != theirs.day` */
export interface WhenCondition {
  readonly kind: "when";
  readonly span: Span;
  readonly comparisons: readonly FieldPair[];
}

/** A field of a payload, as the keys from its root down. */
export interface Field {
  readonly kind: "field";
  readonly span: Span;
  readonly path: readonly string[];
}

/** A comparison as it was written: either side may be mine. */
export interface FieldPair {
  readonly kind: "comparison";
  readonly span: Span;
  readonly left: SidedField;
  readonly operator: ComparisonOperator;
  readonly right: SidedField;
}

/** `mine.room` or `theirs.room` */
export interface SidedField {
  readonly kind: "sided-field";
  readonly span: Span;
  readonly side: "mine" | "theirs";
  readonly path: readonly string[];
}

/** `group @ClientValue = A, B` */
export interface Group {
  readonly kind: "group";
  readonly span: Span;
  readonly name: GroupName;
  readonly members: References;
}

/** `events A, B` */
export interface Events {
  readonly kind: "events";
  readonly span: Span;
  readonly names: References;
}

/** `stream client { ... }` */
export interface Stream {
  readonly kind: "stream";
  readonly span: Span;
  /** The category; null where the line that opens the block is broken. */
  readonly category: EventName | null;
  readonly statements: readonly Statement[];
}

/** A logical line with a mistake; its diagnostic says which. */
export interface Broken {
  readonly kind: "broken";
  readonly span: Span;
}
