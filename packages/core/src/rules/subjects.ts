/** Declarations by subject. A subject is an incoming type or a barrier, in all categories or in one. */

import { compareText, selectorJson } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { TypeSelector } from "./matcher.ts";
import type { ReadDeclaration } from "./read-declarations.ts";

/** A subject and its declarations, in the order in which they were passed. */
export interface Subject extends Pick<ConflictRule, "category" | "incoming"> {
  /** The canonical JSON of its incoming selector. */
  readonly selector: string;
  readonly declared: readonly [ReadDeclaration, ...ReadDeclaration[]];
}

/** All subjects of a set of declarations. */
export interface Subjects {
  /** In the order of the declarations. */
  readonly all: readonly Subject[];
  /** The subject of an incoming type, if it has declarations. */
  readonly ofType: (category: string | null, type: string) => Subject | undefined;
}

interface OpenSubject extends Subject {
  readonly declared: [ReadDeclaration, ...ReadDeclaration[]];
}

/** The subjects of well-formed declarations. */
export function subjectsOf(declarations: readonly ReadDeclaration[]): Subjects {
  const all: Subject[] = [];
  const types = new Map<string | null, Map<string, OpenSubject>>();
  const barriers = new Map<string | null, Map<string, OpenSubject>>();
  for (const declaration of declarations) {
    const { category } = declaration;
    const incoming = canonicalSelector(declaration.incoming);
    const selector = selectorJson(incoming);
    const [byCategory, name] = "type" in incoming ? [types, incoming.type] : [barriers, selector];
    let byName = byCategory.get(category);
    if (!byName) byCategory.set(category, (byName = new Map<string, OpenSubject>()));
    const known = byName.get(name);
    if (known) {
      known.declared.push(declaration);
      continue;
    }
    const subject: OpenSubject = { category, incoming, selector, declared: [declaration] };
    byName.set(name, subject);
    all.push(subject);
  }
  return { all, ofType: (category, type) => types.get(category)?.get(type) };
}

/** Compares subjects in the order of the canonical form: by their JSON, the category first. */
export function compareSubjects(left: Subject, right: Subject): number {
  return left.category === right.category
    ? compareText(left.selector, right.selector)
    : compareText(JSON.stringify(left.category), JSON.stringify(right.category));
}

/** A selector with its exceptions sorted and without repetitions. */
export function canonicalSelector(selector: TypeSelector): TypeSelector {
  if ("type" in selector || selector.anythingExcept.length < 2) return selector;
  const types = [...new Set(selector.anythingExcept)].toSorted(compareText);
  return Object.freeze({ anythingExcept: Object.freeze(types) });
}
