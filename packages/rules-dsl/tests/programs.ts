/** Arbitrary programs: declarations as core knows them, and the many ways to write them down. */

import type { Comparison, RuleDeclaration, TypeSelector } from "@truce/core";
import fc from "fast-check";

/** Few names, so that rules meet; some of which need quotes, or look as though they did. */
const NAMES = [
  "A",
  "B",
  "order.placed",
  "Größe",
  "注文",
  "Order-Placed",
  "on",
  'say "hi" \\',
  "never",
] as const;
const BARE = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u;
const KEYWORDS = new Set(["on", "never"]);

const name = fc.constantFrom(...NAMES);
const path = fc.constantFrom(["id"], ["room", "id"], ["größe"]);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const anything: fc.Arbitrary<TypeSelector> = fc
  .array(name, { maxLength: 3 })
  .map((anythingExcept) => ({ anythingExcept }));
const type: fc.Arbitrary<TypeSelector> = name.map((value) => ({ type: value }));
const conditions = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.array(comparison, { maxLength: 2 }),
);

/** A declaration that a `.conflicts` file can hold: of any shape, contradicting others or not. */
export const declaration: fc.Arbitrary<RuleDeclaration> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ incoming: type, conflictsWith: fc.constant([]) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      incoming: type,
      conflictsWith: fc.oneof(
        { weight: 3, arbitrary: fc.array(type, { minLength: 1, maxLength: 3 }) },
        { weight: 1, arbitrary: anything.map((selector) => [selector]) },
      ),
      when: conditions,
      reason: fc.constantFrom(undefined, "two people", "line one\nline two"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      incoming: anything,
      conflictsWith: fc.array(type, { minLength: 1, maxLength: 2 }),
      when: conditions,
    }),
  },
);

/** How a program is laid out: numbers that each decision is drawn from. */
export const layoutChoices = fc.infiniteStream(fc.nat({ max: 1000 }));

/** A declaration as the statement that says it, laid out as the choices will have it. It ends with a line break. */
export function written(rule: RuleDeclaration, choices: Iterator<number>): string {
  const draw = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Number(choices.next().value) % items.length] ?? items[0];
  const lineBreak = (): string => draw("\n", "\r\n", " // why not\n", "\n\n  // alone\n");
  const gap = (): string => draw(" ", "  ", "\t", `${lineBreak()}  `);
  const word = (text: string): string =>
    BARE.test(text) && !KEYWORDS.has(text) ? draw(text, JSON.stringify(text)) : JSON.stringify(text);
  const list = (names: readonly string[]): string =>
    names.map(word).join(draw(", ", ",", `,${lineBreak()}`, `${lineBreak()}, `)) + draw("", "", ",");
  const selectors = (all: readonly TypeSelector[]): string => {
    const [first] = all;
    if (!first || "type" in first) return list(all.flatMap((one) => ("type" in one ? one.type : [])));
    return first.anythingExcept.length === 0
      ? "anything"
      : `anything${gap()}except${gap()}${list(first.anythingExcept)}`;
  };
  const condition = (comparisons: readonly Comparison[]): string => {
    if (comparisons.length === 0) return "";
    const field = (keys: readonly string[]): string => keys.join(".");
    const and = (): string => `${gap()}and${draw(" ", "\n")}`;
    const isSame = comparisons.every(
      ({ mine, operator, theirs }) => operator === "=" && field(mine) === field(theirs),
    );
    if (isSame && draw(true, false))
      return `${gap()}on ${comparisons.map(({ mine }) => field(mine)).join(and())}`;
    const each = comparisons.map(({ mine, operator, theirs }) => {
      const [left, right] = [`mine.${field(mine)}`, `theirs.${field(theirs)}`];
      return draw(
        `${left}${gap()}${operator} ${right}`,
        `${right} ${operator}${gap()}${left}`,
        `${left}${operator}${right}`,
      );
    });
    return `${gap()}when${gap()}${each.join(and())}`;
  };
  const doc = rule.reason === undefined ? "" : rule.reason.replaceAll(/^/gm, "/// ") + "\n";
  const subject = "type" in rule.incoming ? word(rule.incoming.type) : selectors([rule.incoming]);
  const rest =
    rule.conflictsWith.length === 0
      ? `never${gap()}conflicts`
      : `conflicts${gap()}${selectors(rule.conflictsWith)}${condition(rule.when ?? [])}`;
  return `${doc}${draw("", "  ")}${subject}${gap()}${rest}${lineBreak()}${draw("", "\n")}`;
}
