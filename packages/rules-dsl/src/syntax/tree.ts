/**
 * The tree of a `.conflicts` file. It holds only what the text says, with its location. A statement with a syntax error is a
 * `broken` node; the rest of its line is ignored.
 */

import type { ComparisonOperator } from "@truce/core/rules";
import type { Span } from "../source/source-text.ts";

/** The properties of every node. */
export interface TreeNode<Kind extends string> {
  /** Discriminates the nodes. */
  readonly kind: Kind;
  /** The part of the source text that the node covers. */
  readonly span: Span;
}

/** A whole file. */
export interface FileTree extends TreeNode<"file"> {
  /** The `language` header; null if the file has none. It then has version 1. */
  readonly language: LanguageHeader | null;
  /** In the order of the file. */
  readonly statements: readonly Statement[];
  /** Ordinary comments, in order. Doc comments belong to their statements. */
  readonly comments: readonly Comment[];
}

/** `language 1` */
export interface LanguageHeader extends TreeNode<"language"> {
  /** The version number. */
  readonly version: number;
}

/** `// to the end of the line` */
export interface Comment extends TreeNode<"comment"> {
  /** The comment, including its slashes. */
  readonly text: string;
}

/** One logical line, or a `stream` block. */
export type Statement = Import | Rule | Group | Events | Stream | Broken;

/** `import "shared.conflicts"` */
export interface Import extends TreeNode<"import"> {
  /** The path as written, not resolved. */
  readonly path: QuotedText;
}

/** Text in quotes that is not a name. */
export interface QuotedText extends TreeNode<"text"> {
  /** The text without its quotes. */
  readonly text: string;
}

/** `A conflicts B, C on id` */
export interface Rule extends TreeNode<"rule"> {
  /** The text of the doc comment before the rule; null if there is none. */
  readonly reason: string | null;
  /** The span of the word `override`; null if the rule does not have it. */
  readonly override: Span | null;
  /** The incoming types. */
  readonly subject: Anything | Reference;
  /** The committed types. */
  readonly targets: Never | Anything | References;
  /** Null if the rule applies to all payloads. */
  readonly condition: Condition | null;
}

/** `never conflicts`, or `never conflicts A, B` */
export interface Never extends TreeNode<"never"> {
  /**
   * The committed types that the line records as compatible with the subject. Empty if the line is a rule, by which the
   * subject conflicts with nothing.
   */
  readonly with: readonly Reference[];
}

/** `anything except A, B` */
export interface Anything extends TreeNode<"anything"> {
  /** The excluded types; empty if there is no `except`. */
  readonly except: readonly Reference[];
}

/** `A, B, @C` */
export interface References extends TreeNode<"references"> {
  /** At least one. */
  readonly references: readonly Reference[];
}

/** A reference to one or more event types. */
export type Reference = EventName | GroupName;

/** The name of an event type, bare or in quotes. */
export interface EventName extends TreeNode<"event-name"> {
  /** The name without quotes, its escapes decoded. */
  readonly name: string;
  /** Whether the name is written in quotes. */
  readonly isQuoted: boolean;
}

/** `@ClientValue` */
export interface GroupName extends TreeNode<"group-name"> {
  /** The name without the `@`. */
  readonly name: string;
}

/** A condition on the two payloads. */
export type Condition = OnCondition | WhenCondition;

/** `on room and day` */
export interface OnCondition extends TreeNode<"on"> {
  /** The fields that must be equal in both payloads. */
  readonly fields: readonly Field[];
}

/** `when mine.room = theirs.room and mine.day != theirs.day` */
export interface WhenCondition extends TreeNode<"when"> {
  /** The comparisons, which must all hold. */
  readonly comparisons: readonly FieldPair[];
}

/** A field of a payload. */
export interface Field extends TreeNode<"field"> {
  /** The keys from the root of the payload down; at least one. */
  readonly path: readonly string[];
}

/** A comparison as written: either side may be `mine`. */
export interface FieldPair extends TreeNode<"comparison"> {
  /** The field before the operator. */
  readonly left: SidedField;
  /** `=` or `!=`. */
  readonly operator: ComparisonOperator;
  /** The field after the operator. */
  readonly right: SidedField;
}

/** `mine.room` or `theirs.room` */
export interface SidedField extends TreeNode<"sided-field"> {
  /** `mine` is the incoming event, `theirs` the committed one. */
  readonly side: "mine" | "theirs";
  /** The keys from the root of the payload down; at least one. */
  readonly path: readonly string[];
}

/** `group @ClientValue = A, B` */
export interface Group extends TreeNode<"group"> {
  /** The name of the group. */
  readonly name: GroupName;
  /** The events and groups that it contains. */
  readonly members: References;
}

/** `events A, B` */
export interface Events extends TreeNode<"events"> {
  /** The declared event types. */
  readonly names: References;
}

/** `stream client { ... }` */
export interface Stream extends TreeNode<"stream"> {
  /** The category; null if the line that opens the block is broken. */
  readonly category: EventName | null;
  /** The statements of the block, which apply only to streams of that category. */
  readonly statements: readonly Statement[];
}

/** A logical line with a syntax error, which has a diagnostic. */
export type Broken = TreeNode<"broken">;
