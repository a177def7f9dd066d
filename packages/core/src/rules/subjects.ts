/** Declarations by subject: what is said of one incoming type, or by one barrier, in all categories or in one. */

import { compareText, subjectKey } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** A subject, and what is declared of it, in the order of the declarations. */
export interface Subject extends Pick<ConflictRule, "category" | "incoming"> {
  /** By which it is sorted, and told from others. */
  readonly key: string;
  readonly declared: readonly [Declared, ...Declared[]];
}

/** A declaration, and its index among all of them. */
interface Declared {
  readonly index: number;
  readonly declaration: RuleDeclaration;
}

/** The subjects of well-formed declarations by their keys, in the order of the declarations. */
export function subjectsOf(declarations: readonly RuleDeclaration[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject & { readonly declared: [Declared, ...Declared[]] }>();
  declarations.forEach((declaration, index) => {
    const incoming = canonicalSelector(declaration.incoming);
    const category = declaration.category ?? null;
    const key = subjectKey({ category, incoming });
    const subject = subjects.get(key);
    if (subject) subject.declared.push({ index, declaration });
    else subjects.set(key, { key, category, incoming, declared: [{ index, declaration }] });
  });
  return subjects;
}

/** A selector with its exceptions sorted, each once. */
export function canonicalSelector(selector: TypeSelector): TypeSelector {
  if ("type" in selector || selector.anythingExcept.length < 2) return selector;
  const types = [...new Set(selector.anythingExcept)].toSorted(compareText);
  return Object.freeze({ anythingExcept: Object.freeze(types) });
}
