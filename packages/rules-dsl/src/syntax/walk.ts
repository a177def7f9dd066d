/** Walks over statements. They are gone through often, so nothing is made on the way. */

import type { Events, Field, Group, Reference, Rule, SidedField } from "./tree.ts";

/** Visits every reference of a statement, in order, but for the name that a group is given. */
export function forEachReference(
  statement: Rule | Group | Events,
  visit: (reference: Reference) => void,
): void {
  if (statement.kind === "rule") {
    const { kind } = statement.subject;
    if (kind !== "anything") visit(statement.subject);
  }
  forEachList(statement, (list) => {
    for (const reference of list) visit(reference);
  });
}

/** Visits the lists of a statement, in order: in none of them anything is to be repeated. */
export function forEachList(
  statement: Rule | Group | Events,
  visit: (list: readonly Reference[]) => void,
): void {
  if (statement.kind === "group") visit(statement.members.references);
  if (statement.kind === "events") visit(statement.names.references);
  if (statement.kind !== "rule") return;
  const { subject, targets } = statement;
  if (subject.kind === "anything") visit(subject.except);
  if (targets.kind === "anything") visit(targets.except);
  if (targets.kind === "references") visit(targets.references);
  if (targets.kind === "never") visit(targets.with);
}

/** Every field that a rule's condition names, in order. */
export function fieldsOfRule({ condition }: Rule): readonly (Field | SidedField)[] {
  if (!condition) return NONE;
  if (condition.kind === "on") return condition.fields;
  return condition.comparisons.flatMap(({ left, right }) => [left, right]);
}

const NONE: readonly never[] = [];
