/** Arbitrary programs of the whole grammar as text. Their meaning does not matter. */

import fc from "fast-check";

const NAMES = [
  ...["A", "B", "ClientValueUpgraded", "order.placed", "Größe", "注文", "mine.room"],
  ...[
    '"Plain"',
    '"Order-Placed"',
    '"on"',
    '"never"',
    '"say \\"hi\\" \\\\"',
    '"Gr\\u00f6\\u00dfe"',
    '"mine.a"',
    '"a.b"',
  ],
  `Long${"Name".repeat(12)}`,
] as const;

const name = fc.constantFrom(...NAMES);
const reference = fc.oneof({ weight: 4, arbitrary: name }, fc.constantFrom("@G", "@Größe", "@ClientValue"));
const list = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(reference, { minLength: 1, maxLength }), fc.constantFrom("", "", ","))
    .map(([items, end]) => items.join(", ") + end);
const anything = fc
  .option(list(5), { nil: null })
  .map((except) => (except === null ? "anything" : `anything except ${except}`));
const field = fc.constantFrom("id", "room.id", "größe", "onTime");
const comparison = fc
  .tuple(
    fc.constantFrom("mine", "theirs"),
    field,
    fc.constantFrom("=", "!="),
    fc.constantFrom("mine", "theirs"),
    field,
  )
  .map(([left, mine, operator, right, theirs]) => `${left}.${mine} ${operator} ${right}.${theirs}`);
const condition = fc.oneof(
  fc.constant(""),
  fc.array(field, { minLength: 1, maxLength: 6 }).map((fields) => ` on ${fields.join(" and ")}`),
  fc.array(comparison, { minLength: 1, maxLength: 4 }).map((all) => ` when ${all.join(" and ")}`),
);
const reason = fc.constantFrom(
  "",
  "",
  "",
  "/// why\n",
  "///\n/// over  two lines \n",
  "// conflicts:ignore CF3002 because\n",
);

const rule = fc
  .tuple(
    reason,
    fc.constantFrom("", "", "override "),
    fc.oneof({ weight: 3, arbitrary: reference }, anything),
    fc.oneof(
      fc.constant("never conflicts"),
      list(8).map((committed) => `never conflicts ${committed}`),
      fc
        .tuple(fc.oneof({ weight: 3, arbitrary: list(8) }, anything), condition)
        .map(([targets, when]) => `conflicts ${targets}${when}`),
    ),
  )
  .map(([why, override, subject, rest]) => `${why}${override}${subject} ${rest}\n`);
const group = fc
  .tuple(fc.constantFrom("@G", "@Größe"), list(12))
  .map(([own, members]) => `group ${own} = ${members}\n`);
const events = list(14).map((names) => `events ${names}\n`);
const blank = fc.constantFrom("\n", "\n\n\n", "// between\n", "\n  // between\n\n");
const inBlock = fc.oneof({ weight: 6, arbitrary: rule }, group, events, { weight: 2, arbitrary: blank });
const stream = fc
  .tuple(name, fc.array(inBlock, { maxLength: 5 }))
  .map(([category, statements]) => `stream ${category} {\n${statements.join("")}}\n`);
const statement = fc.oneof({ weight: 8, arbitrary: rule }, group, events, stream, {
  weight: 3,
  arbitrary: blank,
});

/** A program without syntax errors. */
export const wholeProgram: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "\uFEFF", "language 1\n", "// top\nlanguage 1\n\n"),
    fc.constantFrom("", 'import "shared.conflicts"\n', 'import "Plain"\nimport "b"\n'),
    fc.array(statement, { maxLength: 10 }),
  )
  .map((parts) => parts.flat().join(""));
