/** Adds 'override' to rules. */

import type { Ref, RuleParts } from "../statements.ts";
import type { FileModel, ScopeModel } from "./model.ts";

/** Adds 'override' to each rule inside a block that needs it, except to those that must be wrong. */
export function withOverrides(files: readonly FileModel[]): readonly FileModel[] {
  const members = new Map(
    files.flatMap(({ scopes }) =>
      scopes.flatMap(({ groups }) => groups.map((group) => [group.name, group.members])),
    ),
  );
  const typesOf = ({ kind, name }: Ref): readonly string[] =>
    kind === "event" ? [name] : (members.get(name) ?? []).flatMap(typesOf);
  const subjects = ({ rules }: ScopeModel): readonly string[] =>
    rules.flatMap(({ subject }) => ("kind" in subject ? typesOf(subject) : []));
  const outside = new Set(
    files
      .filter(({ isImportOnly }) => !isImportOnly)
      .flatMap(({ scopes }) => scopes.filter(({ category }) => category === null).flatMap(subjects)),
  );
  const mended = (rule: RuleParts, category: string | null): RuleParts => {
    const { subject, override: isWrong } = rule;
    if (category === null || !("kind" in subject)) return { ...rule, override: false };
    return { ...rule, override: typesOf(subject).some((type) => outside.has(type)) !== isWrong };
  };
  return files.map((one) => ({
    ...one,
    scopes: one.scopes.map((scope) => ({
      ...scope,
      rules: scope.rules.map((rule) => mended(rule, scope.category)),
    })),
  }));
}
