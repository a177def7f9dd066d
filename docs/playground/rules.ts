/** What the other parts of the playground need to know of the rules in the editor. */

import type { ConflictRules } from "@truce/core";
import { categoriesIn, selectsType, typesIn, type FieldPath, type TypeSelector } from "@truce/core/rules";
import { compile, type Diagnostic, type SourceFile } from "@truce/rules-dsl";

/** Rules without errors. */
export interface UsableRules {
  readonly rules: ConflictRules;
  /** The declared event types in the order of their declaration, then those that only rules name. */
  readonly types: readonly string[];
  /** The categories of streams with rules of their own. */
  readonly categories: readonly string[];
}

/** Checked rules. */
export interface CheckedRules {
  /** Null if one of the diagnostics is an error. */
  readonly usable: UsableRules | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Compiles the files of the editor. */
export function checkRules(files: readonly SourceFile[]): CheckedRules {
  const { rules, events, diagnostics } = compile(files);
  if (rules === null) return { usable: null, diagnostics };
  const types = [...new Set([...events, ...typesIn(rules)])];
  return { usable: { rules, types, categories: categoriesIn(rules) }, diagnostics };
}

/** The fields of an event type that rules compare in streams of a category, nested ones with dots: `to.room`. */
export function comparedFields(
  { rules }: ConflictRules,
  type: string,
  category: string | null,
): readonly string[] {
  const fieldOf = (selector: TypeSelector, path: FieldPath): readonly string[] =>
    selectsType(selector, type) ? [path.join(".")] : [];
  const fields = rules
    .filter((rule) => rule.category === null || rule.category === category)
    .flatMap(({ incoming, committed, when }) =>
      when.flatMap(({ mine, theirs }) => [...fieldOf(incoming, mine), ...fieldOf(committed, theirs)]),
    );
  return [...new Set(fields)];
}
