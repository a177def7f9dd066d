/** What the language is fuzzed with: bytes, tokens, damaged programs and files, and pieces that are repeated. */

import fc from "fast-check";
import { layoutChoices } from "../tests/programs.ts";
import { project } from "../tests/projects/arbitrary.ts";
import { writtenProject, type WrittenProject } from "../tests/projects/write.ts";
import { wholeProgram } from "../tests/whole-programs.ts";
import { realFiles } from "./real-files.ts";

/** The kinds of inputs, which are counted apart. */
type InputKind = "bytes" | "tokens" | "programs" | "files" | "projects" | "repetitions";

/** One input: a project, mostly of one file. */
export interface FuzzInput extends WrittenProject {
  readonly kind: InputKind;
  /** Of a repetition: the same, a quarter as long. What it takes grows no faster than the text. */
  readonly quarter: WrittenProject | null;
}

/** How many inputs a seed stands for. */
const INPUTS_PER_SEED = 64;

/** Everything that a file can be made of, and much that it cannot. */
const PIECES: readonly string[] = [
  ..."language import group events stream override anything except never conflicts on when and mine with".split(
    " ",
  ),
  ...["A", "B", "order.placed", "Größe", "@G", "@H", '"q"', '"open', "“x”", "Order-Placed", "1st"],
  ...[
    "mine.a",
    "theirs.b",
    "1",
    "2",
    ",",
    "=",
    "!=",
    "!",
    "@",
    "{",
    "}",
    ";",
    "#",
    "//",
    "///",
    "/*",
    "\\",
    "\\u00e9",
  ],
  ...[
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    " ",
    "\0",
    "\uD800",
    "\uFEFF",
    "\u202E",
    "\u00A0",
    "e\u0301",
    "💥",
  ],
  ...["A conflicts B\n", "A never conflicts\n", "group @G = A, @H\n", "group @H = @G\n", "events A, B\n"],
  ...[
    "stream client {\n",
    "}\n",
    "override A conflicts B\n",
    'import "b.conflicts"\n',
    "anything conflicts @G\n",
  ],
  ...["A conflicts anything except @G on id\n", "// conflicts:ignore CF3002 because\n", "/// why\n"],
];

const piece = fc.constantFrom(...PIECES);
const soup = fc
  .tuple(fc.array(piece, { maxLength: 60 }), fc.constantFrom("", " ", " ", "\n"))
  .map(([pieces, between]) => pieces.join(between));

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((raw) => new TextDecoder().decode(raw)),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);

/** One change of a text: something cut out, doubled, moved, put in, or all line breaks made others. */
const damage = fc.record({
  how: fc.constantFrom("cut", "double", "move", "insert", "insert", "truncate", "line breaks", "flip"),
  from: fc.nat(),
  length: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 400 })),
  to: fc.nat(),
  piece: fc.oneof(piece, soup, bytes),
});
type Damage = typeof damage extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function damaged(text: string, { how, from, length, to, piece: put }: Damage): string {
  const start = from % (text.length + 1);
  const end = Math.min(start + length, text.length);
  const target = to % (text.length + 1);
  switch (how) {
    case "cut":
      return text.slice(0, start) + text.slice(end);
    case "double":
      return text.slice(0, end) + text.slice(start);
    case "move": {
      const without = text.slice(0, start) + text.slice(end);
      return without.slice(0, target) + text.slice(start, end) + without.slice(target);
    }
    case "truncate":
      return text.slice(0, start);
    case "line breaks":
      return text.replaceAll("\n", put.includes("\r") ? "\r\n" : "\r");
    case "flip":
      return (
        text.slice(0, start) +
        String.fromCharCode((text.charCodeAt(start) || 0) ^ (1 << (to % 16))) +
        text.slice(start + 1)
      );
    default:
      return text.slice(0, start) + put + text.slice(start);
  }
}

const damages = fc.array(damage, { maxLength: 4 });
const damagedText = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, damages).map(([text, all]) => all.reduce(damaged, text));

const written = fc.tuple(project, layoutChoices).map(([model, choices]) => writtenProject(model, choices));
const damagedProject = fc
  .tuple(written, damages, fc.nat())
  .map(([{ files, options }, all, which]): WrittenProject => {
    const hurt = (list: WrittenProject["files"]): WrittenProject["files"] =>
      list.map((source, index) =>
        index === which % list.length ? { ...source, text: all.reduce(damaged, source.text) } : source,
      );
    return {
      files: hurt(files),
      options: { ...options, imports: hurt(options.imports ?? []), coverage: which % 3 === 0 },
    };
  });

const alone = (text: string): WrittenProject => ({
  files: [{ file: "a.conflicts", text }],
  options: { imports: [{ file: "b.conflicts", text: "group @Imported = A, B\n" }] },
});
const single = (kind: InputKind, texts: fc.Arbitrary<string>): fc.Arbitrary<FuzzInput> =>
  texts.map((text) => ({ kind, quarter: null, ...alone(text) }));

/** Sound statements that can be said again and again: `#` is a number, `~` the next one. */
const UNITS: readonly string[] = [
  ...[
    "N# conflicts N~\n",
    "N# never conflicts\n",
    "A conflicts N#\n",
    "A conflicts N# on f#\n",
    "A conflicts B on f#\n",
  ],
  ...[
    "A conflicts anything except N#\n",
    "anything except N# conflicts A\n",
    "anything conflicts N# on f#\n",
  ],
  ...[
    "group @G# = @G~, A\n",
    "group @G~ = @G#, N#\n",
    "group @G# = A, N#\n",
    "A conflicts @G#\n",
    "@G# conflicts B\n",
  ],
  ...[
    "events N#\n",
    'import "f#"\n',
    "stream s# { N# conflicts A }\n",
    "stream s { override N# conflicts A }\n",
  ],
  ...[
    "stream s {\n",
    "}\n",
    "N# conflict A\n",
    "// conflicts:ignore CF3006 because of #\n",
    "/// #\n",
    "n# conflicts N#\n",
  ],
  ...[
    "stream c { anything conflicts N# }\n",
    "stream d { n# never conflicts }\n",
    "stream s# { anything conflicts A }\n",
  ],
];
/** Lists that can be as long as one likes: how they begin, and how they go on. */
const LISTS: readonly (readonly [string, string])[] = [
  ["A conflicts B", ", N#"],
  ["A conflicts B", ", B"],
  ["A conflicts B", ",\n@G#"],
  ["A conflicts anything except B", ", N#"],
  ["anything except B", ", N#"],
  ["events A", ", N#"],
  ["group @All = A", ", N#"],
  ["group @All = A", ", @G#"],
  ["A conflicts B on f", " and f#"],
  ["A conflicts B when mine.a = theirs.a", " and mine.f# != theirs.a"],
];
const sequence = (count: number, unit: string): string =>
  Array.from({ length: count }, (_, index) =>
    unit.replaceAll("#", String(index)).replaceAll("~", String(index + 1)),
  ).join("");

/** A text that says much of the same, of any length. */
const endless: fc.Arbitrary<(count: number) => string> = fc.oneof(
  fc.tuple(soup, fc.array(piece, { minLength: 1, maxLength: 6 })).map(
    ([before, unit]) =>
      (count: number) =>
        before + sequence(count, unit.join(" ")),
  ),
  fc
    .uniqueArray(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 3 })
    .map((units) => (count: number) => units.map((unit) => sequence(count, unit)).join("")),
  fc.tuple(fc.constantFrom(...LISTS), fc.constantFrom("", ...UNITS)).map(
    ([[start, more], unit]) =>
      (count: number) =>
        `${start}${sequence(count, more)}\n${sequence(count, unit)}`,
  ),
);

/** What is not linear shows here. */
const repetition = fc
  .tuple(endless, fc.integer({ min: 1_000, max: 12_000 }))
  .map(([text, count]): FuzzInput => ({
    kind: "repetitions",
    ...alone(text(count)),
    quarter: alone(text(Math.floor(count / 4))),
  }));

const INPUT: fc.Arbitrary<FuzzInput> = fc.oneof(
  { weight: 4, arbitrary: single("bytes", bytes) },
  { weight: 6, arbitrary: single("tokens", soup) },
  { weight: 6, arbitrary: single("programs", damagedText(wholeProgram)) },
  { weight: 6, arbitrary: single("files", damagedText(fc.constantFrom(...realFiles()))) },
  {
    weight: 6,
    arbitrary: damagedProject.map((one): FuzzInput => ({ kind: "projects", quarter: null, ...one })),
  },
  { weight: 1, arbitrary: repetition },
);

/** The inputs of a seed, always the same. */
export function inputsOf(seed: number): readonly FuzzInput[] {
  return fc.sample(INPUT, { seed, numRuns: INPUTS_PER_SEED });
}
