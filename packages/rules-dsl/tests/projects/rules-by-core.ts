/** What core makes of the meaning of a project, without the language. */

import { conflictRulesFrom, InvalidRulesError, type ConflictRules } from "@truce/core";
import { declarationsOf } from "./declarations.ts";
import type { ProjectModel } from "./model.ts";

/** The rules of a project, or null where core refuses them or an override has no use. */
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

/** Without the last rules, as many as it takes for the others not to contradict each other. */
export function withoutErrors(model: ProjectModel): ProjectModel {
  let left = model;
  while (rulesByCore(left) === null) {
    const last = left.files.flatMap(({ scopes }) => scopes.flatMap(({ rules }) => rules)).at(-1);
    left = {
      ...left,
      files: left.files.map((file) => ({
        ...file,
        scopes: file.scopes.map((scope) => ({
          ...scope,
          rules: scope.rules.filter((rule) => rule !== last),
        })),
      })),
    };
  }
  return left;
}
