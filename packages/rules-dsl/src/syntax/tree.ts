/**
 * The tree of a `.conflicts` file: what was written, where, and nothing invented. A statement with a mistake in it is a
 * `broken` node, whatever the rest of its line says.
 */

import type { ComparisonOperator } from "@truce/core/rules";
import type { Span } from "../source/source-text.ts";

/** What every node of the tree has. */
export interface TreeNode<Kind extends string> {
  /** Tells the nodes apart. */
  readonly kind: Kind;
  /** The stretch of source text that the node stands for. */
  readonly span: Span;
}

/** A whole file. */
export interface FileTree extends TreeNode<"file"> {
  /** The `language` header; null where the file has none, and is of version 1. */
  readonly language: LanguageHeader | null;
  /** In the order of the file. */
  readonly statements: readonly Statement[];
  /** Ordinary comments, in order. Doc comments belong to their statements. */
  readonly comments: readonly Comment[];
}

/** `language 1` */
export interface LanguageHeader extends TreeNode<"language"> {
  /** The version of the language that the file is written in. */
  readonly version: number;
}

/** `// to the end of the line` */
export interface Comment extends TreeNode<"comment"> {
  /** With its slashes. */
  readonly text: string;
}

/** What a file is made of: one logical line, or a `stream` block. */
export type Statement = Import | Rule | Group | Events | Stream | Broken;

/** `import "shared.conflicts"` */
export interface Import extends TreeNode<"import"> {
  /** As it was written, not resolved. */
  readonly path: QuotedText;
}

/** Text in quotes that is no name. */
export interface QuotedText extends TreeNode<"text"> {
  /** Without its quotes. */
  readonly text: string;
}

/** `A conflicts B, C on id` */
export interface Rule extends TreeNode<"rule"> {
  /** The text of the doc comment before it; null where there is none. */
  readonly reason: string | null;
  /** Where `override` was written; null where it was not. */
  readonly override: Span | null;
  /** The incoming types. */
  readonly subject: Anything | Reference;
  /** The committed types. */
  readonly targets: Never | Anything | References;
  /** Null where it conflicts whatever the payloads hold. */
  readonly condition: Condition | null;
}

/** `never conflicts`, or `never conflicts A, B` */
export interface Never extends TreeNode<"never"> {
  /**
   * The committed types for which the line records that the two are compatible. Empty if the line is a rule: the subject
   * conflicts with nothing.
   */
  readonly with: readonly Reference[];
}

/** `anything except A, B` */
export interface Anything extends TreeNode<"anything"> {
  /** What is taken out; empty where nothing is. */
  readonly except: readonly Reference[];
}

/** `A, B, @C` */
export interface References extends TreeNode<"references"> {
  /** At least one. */
  readonly references: readonly Reference[];
}

/** What names event types. */
export type Reference = EventName | GroupName;

/** The name of an event type, bare or in quotes. */
export interface EventName extends TreeNode<"event-name"> {
  /** Without quotes, and with escapes resolved. */
  readonly name: string;
  /** Whether it was written in quotes. */
  readonly isQuoted: boolean;
}

/** `@ClientValue` */
export interface GroupName extends TreeNode<"group-name"> {
  /** Without the `@`. */
  readonly name: string;
}

/** What must hold of the two payloads. */
export type Condition = OnCondition | WhenCondition;

/** `on room and day` */
export interface OnCondition extends TreeNode<"on"> {
  /** All must be equal on both sides. */
  readonly fields: readonly Field[];
}

/** `when mine.room = theirs.room and mine.day != theirs.day` */
export interface WhenCondition extends TreeNode<"when"> {
  /** All must hold. */
  readonly comparisons: readonly FieldPair[];
}

/** A field of a payload, as the keys from its root down. */
export interface Field extends TreeNode<"field"> {
  /** At least one key. */
  readonly path: readonly string[];
}

/** A comparison as it was written: either side may be mine. */
export interface FieldPair extends TreeNode<"comparison"> {
  /** What stands before the operator. */
  readonly left: SidedField;
  /** How the two are compared. */
  readonly operator: ComparisonOperator;
  /** What stands behind it. */
  readonly right: SidedField;
}

/** `mine.room` or `theirs.room` */
export interface SidedField extends TreeNode<"sided-field"> {
  /** The incoming event, or the committed one. */
  readonly side: "mine" | "theirs";
  /** The keys from the root of its payload down; at least one. */
  readonly path: readonly string[];
}

/** `group @ClientValue = A, B` */
export interface Group extends TreeNode<"group"> {
  /** What it is called. */
  readonly name: GroupName;
  /** What it stands for. */
  readonly members: References;
}

/** `events A, B` */
export interface Events extends TreeNode<"events"> {
  /** The event types that are declared. */
  readonly names: References;
}

/** `stream client { ... }` */
export interface Stream extends TreeNode<"stream"> {
  /** The category; null where the line that opens the block is broken. */
  readonly category: EventName | null;
  /** What holds in streams of that category only. */
  readonly statements: readonly Statement[];
}

/** A logical line with a mistake; its diagnostic says which. */
export type Broken = TreeNode<"broken">;
