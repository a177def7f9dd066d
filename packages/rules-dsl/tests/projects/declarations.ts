/** The meaning of a project as declarations for core: groups are written out, and the rules of a block have its category. */

import type { TypeSelector, RuleDeclaration } from "@truce/core/rules";
import type { Anything, Ref, RuleParts } from "../statements.ts";
import type { ProjectModel } from "./model.ts";

/** The declarations of a project, or null if a rule overrides nothing. */
export function declarationsOf({ files }: ProjectModel): readonly RuleDeclaration[] | null {
  const groups = new Map(
    files.flatMap(({ scopes }) =>
      scopes.flatMap((scope) => scope.groups.map(({ name, members }) => [name, members])),
    ),
  );
  const typesOf = ({ kind, name }: Ref): readonly string[] =>
    kind === "event" ? [name] : (groups.get(name) ?? []).flatMap(typesOf);
  const anything = ({ except }: Anything): TypeSelector => ({ anythingExcept: except.flatMap(typesOf) });
  const scopes = files.filter(({ isImportOnly }) => !isImportOnly).flatMap((file) => file.scopes);
  const outside = new Set(
    scopes
      .filter(({ category }) => category === null)
      .flatMap(({ rules }) => rules.flatMap(({ subject }) => ("kind" in subject ? typesOf(subject) : []))),
  );

  let isIdle = false;
  const declarations = scopes.flatMap(({ category, rules }) =>
    rules.flatMap(({ subject, targets, when, override, reason }: RuleParts): readonly RuleDeclaration[] => {
      const conflictsWith =
        targets === "never"
          ? []
          : "except" in targets
            ? [anything(targets)]
            : targets.flatMap(typesOf).map((type) => ({ type }));
      const common = { conflictsWith, when, category, override, reason };
      if (!("kind" in subject)) return [{ incoming: anything(subject), ...common }];
      const types = typesOf(subject);
      isIdle ||= override && !types.some((type) => outside.has(type));
      return types.map((type) => ({ incoming: { type }, ...common }));
    }),
  );
  return isIdle ? null : declarations;
}
