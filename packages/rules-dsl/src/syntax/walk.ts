/** Visitors of statements. They allocate nothing, because statements are visited often. */

import type { Events, Field, Group, Reference, Rule, SidedField } from "./tree.ts";

/** Visits every reference of a statement, in order. The name that a group defines is not a reference. */
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

/** Visits the lists of a statement, in order. */
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

/**
 * The fields in a rule's condition, in order.
 *
 * @example
 * ```ts
 * const { statements } = parse(text, { file: "crm.conflicts" }).tree;
 * const fields = statements.flatMap((one) => (one.kind === "rule" ? fieldsOfRule(one) : []));
 * const names = fields.map(({ path }) => path.join("."));
 * ```
 */
export function fieldsOfRule({ condition }: Rule): readonly (Field | SidedField)[] {
  if (!condition) return NONE;
  if (condition.kind === "on") return condition.fields;
  return condition.comparisons.flatMap(({ left, right }) => [left, right]);
}

const NONE: readonly never[] = [];
