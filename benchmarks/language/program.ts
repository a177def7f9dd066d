/** Generates the rules of a very large project. They are valid, and always the same. */

import type { SourceFile } from "@truce/rules-dsl";

/** The most rules in one file. Files can have up to 4 MiB. */
const MAX_RULES = 25_000;

const nameOf = (index: number): string => `Record${index}Changed`;

/** @param rules - How many rules. They are written to as few files as possible. */
export function programOf(rules: number): readonly SourceFile[] {
  return Array.from({ length: Math.ceil(rules / MAX_RULES) }, (_, file) => {
    const first = file * MAX_RULES;
    const length = Math.min(MAX_RULES, rules - first);
    const lines = Array.from({ length }, (_line, index) => ruleOf(first + index, rules));
    return { file: `large-${file}.conflicts`, text: `language 1\n\n${lines.join("\n")}\n` };
  });
}

/** In every ten rules, two never conflict, three have a condition, two have a reason, and one has an exception. */
function ruleOf(index: number, rules: number): string {
  const name = nameOf(index);
  // Every name occurs at least twice, so that none is reported as a possible misspelling.
  const other = nameOf((index + 4_568) % rules);
  switch (index % 10) {
    case 0:
    case 1:
      return `${name} never conflicts`;
    case 2:
    case 3:
    case 4:
      return `${name} conflicts ${name}, ${other}`;
    case 5:
      return `/// Two people changed record ${index}.\n${name} conflicts ${name}`;
    case 6:
      return `/// Another user changed the same line.\n${name} conflicts ${name}, ${other} on recordId and line.id`;
    case 7:
      return `${name} conflicts ${name} on recordId`;
    case 8:
      return `${name} conflicts ${name} when mine.room = theirs.room and mine.day != theirs.day`;
    default:
      return `${name} conflicts anything except ${name}, ${other}`;
  }
}
