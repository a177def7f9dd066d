/** Walks over statements. */

import type { Events, Field, Group, Reference, Rule, SidedField } from "./tree.ts";

/** The lists of a statement that names something, each in order. In a list nothing is to be repeated. */
export function listsOf(statement: Rule | Group | Events): readonly (readonly Reference[])[] {
  switch (statement.kind) {
    case "group":
      return [statement.members.references];
    case "events":
      return [statement.names.references];
    case "rule":
      return [statement.subject, statement.targets].map((part) => {
        if (part.kind === "anything") return part.except;
        if (part.kind === "references") return part.references;
        return part.kind === "never" ? [] : [part];
      });
  }
}

/** Every field that a rule's condition names, in order. */
export function* fieldsOfRule({ condition }: Rule): Generator<Field | SidedField> {
  if (condition?.kind === "on") yield* condition.fields;
  if (condition?.kind === "when") for (const { left, right } of condition.comparisons) yield* [left, right];
}
