/** Walks over a file's tree. */

import type { Field, FileTree, Reference, Rule, SidedField, Statement } from "./tree.ts";

/** Every reference to an event type or a group, in order; those inside blocks too. */
export function* referencesOf({ statements }: Pick<FileTree, "statements">): Generator<Reference> {
  for (const statement of statements) yield* referencesOfStatement(statement);
}

function* referencesOfStatement(statement: Statement): Generator<Reference> {
  switch (statement.kind) {
    case "rule":
      yield* referencesOfRule(statement);
      return;
    case "group":
      yield statement.name;
      yield* statement.members.references;
      return;
    case "events":
      yield* statement.names.references;
      return;
    case "stream":
      if (statement.category) yield statement.category;
      yield* referencesOf(statement);
      return;
    case "import":
    case "broken":
      return;
  }
}

/** Every reference of a rule, in order. */
export function* referencesOfRule({ subject, targets }: Rule): Generator<Reference> {
  for (const part of [subject, targets]) {
    if (part.kind === "anything") yield* part.except;
    else if (part.kind === "references") yield* part.references;
    else if (part.kind !== "never") yield part;
  }
}

/** Every field that a rule's condition names, in order. */
export function* fieldsOfRule({ condition }: Rule): Generator<Field | SidedField> {
  if (condition?.kind === "on") yield* condition.fields;
  if (condition?.kind === "when") for (const { left, right } of condition.comparisons) yield* [left, right];
}
