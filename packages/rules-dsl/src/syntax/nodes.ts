/** Builds the nodes of the tree from tokens: the actions of the grammar. */

import type { StreamClosing, StreamOpening } from "./lines.ts";
import { nameOf } from "./names.ts";
import { spanOver } from "../source/source-text.ts";
import { QuotedName, spanOf, type Token } from "./tokens.ts";
import type {
  Anything,
  EventName,
  Events,
  Field,
  FieldPair,
  Group,
  GroupName,
  Import,
  LanguageHeader,
  Never,
  OnCondition,
  Reference,
  References,
  Rule,
  SidedField,
  WhenCondition,
} from "./tree.ts";

export function languageOf(keyword: Token, version: Token): LanguageHeader {
  return {
    kind: "language",
    span: spanOver(spanOf(keyword), spanOf(version)),
    version: Number(version.image),
  };
}

export function importOf(keyword: Token, path: Token): Import {
  return {
    kind: "import",
    span: spanOver(spanOf(keyword), spanOf(path)),
    path: { kind: "text", span: spanOf(path), text: nameOf(path.image) },
  };
}

export function groupOf(keyword: Token, name: Token, members: References): Group {
  return { kind: "group", span: spanOver(spanOf(keyword), members.span), name: groupNameOf(name), members };
}

export function eventsOf(keyword: Token, names: References): Events {
  return { kind: "events", span: spanOver(spanOf(keyword), names.span), names };
}

export function streamOpeningOf(keyword: Token, category: EventName, brace: Token): StreamOpening {
  return { kind: "stream-opening", span: spanOver(spanOf(keyword), spanOf(brace)), category };
}

export function streamClosingOf(brace: Token): StreamClosing {
  return { kind: "stream-closing", span: spanOf(brace) };
}

/** The part of a rule after its subject. */
export type Predicate = Pick<Rule, "targets" | "condition">;

/** The reason is added later, because doc comments are not part of the statement's tokens. */
export function ruleOf(
  override: Token | undefined,
  subject: Rule["subject"],
  { targets, condition }: Predicate,
): Rule {
  return {
    kind: "rule",
    span: spanOver(override ? spanOf(override) : subject.span, (condition ?? targets).span),
    reason: null,
    override: override ? spanOf(override) : null,
    subject,
    targets,
    condition,
  };
}

export function neverOf(never: Token, conflicts: Token, committed: References | undefined): Never {
  return {
    kind: "never",
    span: spanOver(spanOf(never), committed?.span ?? spanOf(conflicts)),
    with: committed?.references ?? [],
  };
}

export function anythingOf(keyword: Token, except: References | undefined): Anything {
  return {
    kind: "anything",
    span: spanOver(spanOf(keyword), except?.span ?? spanOf(keyword)),
    except: except?.references ?? [],
  };
}

export function referencesOf(references: readonly Reference[]): References {
  return { kind: "references", span: spanOver(first(references).span, last(references).span), references };
}

export function eventNameOf(name: Token): EventName {
  return {
    kind: "event-name",
    span: spanOf(name),
    name: nameOf(name.image),
    isQuoted: name.tokenType === QuotedName,
  };
}

export function groupNameOf(name: Token): GroupName {
  return { kind: "group-name", span: spanOf(name), name: name.image.slice(1) };
}

export function onConditionOf(keyword: Token, fields: readonly Field[]): OnCondition {
  return { kind: "on", span: spanOver(spanOf(keyword), last(fields).span), fields };
}

export function whenConditionOf(keyword: Token, comparisons: readonly FieldPair[]): WhenCondition {
  return { kind: "when", span: spanOver(spanOf(keyword), last(comparisons).span), comparisons };
}

export function fieldOf(name: Token): Field {
  return { kind: "field", span: spanOf(name), path: name.image.split(".") };
}

export function fieldPairOf(left: SidedField, operator: FieldPair["operator"], right: SidedField): FieldPair {
  return { kind: "comparison", span: spanOver(left.span, right.span), left, operator, right };
}

export function sidedFieldOf(name: Token): SidedField {
  const [side, ...path] = name.image.split(".");
  return { kind: "sided-field", span: spanOf(name), side: side === "mine" ? "mine" : "theirs", path };
}

/** The grammar allows no empty list. */
function first<Item>(items: readonly Item[]): Item {
  return items[0] as Item;
}

function last<Item>(items: readonly Item[]): Item {
  return items.at(-1) as Item;
}
