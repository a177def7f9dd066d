/** Declarations by subject: what is said of one incoming type, or by one barrier, in all categories or in one. */

import { compareText } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** A subject, and what is declared of it, in the order of the declarations. */
export interface Subject extends Pick<ConflictRule, "category" | "incoming"> {
  /** The canonical JSON of its incoming selector. */
  readonly selector: string;
  readonly declared: readonly [Declared, ...Declared[]];
}

/** A declaration, and its index among all of them. */
interface Declared {
  readonly index: number;
  readonly declaration: RuleDeclaration;
}

/** All subjects of a set of declarations. */
export interface Subjects {
  /** In the order of the declarations. */
  readonly all: readonly Subject[];
  /** What is said of an incoming type, if anything is. */
  readonly ofType: (category: string | null, type: string) => Subject | undefined;
}

interface OpenSubject extends Subject {
  readonly declared: [Declared, ...Declared[]];
}

/** The subjects of well-formed declarations. */
export function subjectsOf(declarations: readonly RuleDeclaration[]): Subjects {
  const all: Subject[] = [];
  const types = new Map<string | null, Map<string, OpenSubject>>();
  const barriers = new Map<string | null, Map<string, OpenSubject>>();
  for (let index = 0; index < declarations.length; index++) {
    const declaration = declarations[index];
    if (!declaration) continue;
    const category = declaration.category ?? null;
    const incoming = canonicalSelector(declaration.incoming);
    const [byCategory, name] =
      "type" in incoming ? [types, incoming.type] : [barriers, JSON.stringify(incoming.anythingExcept)];
    let byName = byCategory.get(category);
    if (!byName) byCategory.set(category, (byName = new Map<string, OpenSubject>()));
    const known = byName.get(name);
    if (known) {
      known.declared.push({ index, declaration });
      continue;
    }
    const selector = JSON.stringify(incoming);
    const subject: OpenSubject = { category, incoming, selector, declared: [{ index, declaration }] };
    byName.set(name, subject);
    all.push(subject);
  }
  return { all, ofType: (category, type) => types.get(category)?.get(type) };
}

/** The order of subjects in the canonical form: by their JSON, the category first. */
export function compareSubjects(left: Subject, right: Subject): number {
  return left.category === right.category
    ? compareText(left.selector, right.selector)
    : compareText(JSON.stringify(left.category), JSON.stringify(right.category));
}

/** A selector with its exceptions sorted, each once. */
export function canonicalSelector(selector: TypeSelector): TypeSelector {
  if ("type" in selector || selector.anythingExcept.length < 2) return selector;
  const types = [...new Set(selector.anythingExcept)].toSorted(compareText);
  return Object.freeze({ anythingExcept: Object.freeze(types) });
}
