/** The rules that core makes from the meaning of a project, without the language. */

import type { ConflictRules } from "@truce/core";
import { conflictRulesFrom, InvalidRulesError } from "@truce/core/rules";
import { declarationsOf } from "./declarations.ts";
import type { ProjectModel } from "./model.ts";

/** The rules of a project, or null if core refuses them or an override replaces nothing. */
export function rulesByCore(model: ProjectModel): ConflictRules | null {
  const declarations = declarationsOf(model);
  try {
    const rules = conflictRulesFrom(declarations ?? []);
    return declarations && rules;
  } catch (error) {
    if (error instanceof InvalidRulesError) return null;
    throw error;
  }
}

/** Removes rules from the end until the others do not contradict each other. */
export function withoutErrors(model: ProjectModel): ProjectModel {
  const rules = model.files.flatMap(({ scopes }) => scopes.flatMap((scope) => scope.rules));
  for (let left = rules.length; ; left--) {
    const kept = new Set(rules.slice(0, left));
    const files = model.files.map((file) => ({
      ...file,
      scopes: file.scopes.map((scope) => ({ ...scope, rules: scope.rules.filter((rule) => kept.has(rule)) })),
    }));
    if (rulesByCore({ ...model, files }) !== null) return { ...model, files };
  }
}
