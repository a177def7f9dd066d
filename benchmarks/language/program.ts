/** A large project of rules, always the same: what a very large team might have, and no mistake in it. */

import type { SourceFile } from "@truce/rules-dsl";

/** Of a file; one may have 4 MiB. */
const MAX_RULES = 25_000;

const nameOf = (index: number): string => `Record${index}Changed`;

/** As many rules, in as few files as can hold them. */
export function programOf(rules: number): readonly SourceFile[] {
  return Array.from({ length: Math.ceil(rules / MAX_RULES) }, (_, file) => {
    const first = file * MAX_RULES;
    const length = Math.min(MAX_RULES, rules - first);
    const lines = Array.from({ length }, (_line, index) => ruleOf(first + index, rules));
    return { file: `large-${file}.conflicts`, text: `language 1\n\n${lines.join("\n")}\n` };
  });
}

/** Of ten rules two never conflict, three have a condition, two a reason, and one an exception. */
function ruleOf(index: number, rules: number): string {
  const name = nameOf(index);
  // Every name is there twice, so that none looks misspelt.
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
      return `/// Somebody changed the same line.\n${name} conflicts ${name}, ${other} on recordId and line.id`;
    case 7:
      return `${name} conflicts ${name} on recordId`;
    case 8:
      return `${name} conflicts ${name} when mine.room = theirs.room and mine.day != theirs.day`;
    default:
      return `${name} conflicts anything except ${name}, ${other}`;
  }
}
