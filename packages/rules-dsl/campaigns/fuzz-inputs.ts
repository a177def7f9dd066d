/** The inputs of the fuzz campaign: bytes, tokens, damaged programs and files, and repeated pieces. */

import fc from "fast-check";
import { layoutChoices } from "../tests/programs.ts";
import { project } from "../tests/projects/arbitrary.ts";
import { writtenProject, type WrittenProject } from "../tests/projects/write.ts";
import { wholeProgram } from "../tests/whole-programs.ts";
import { damaged, damages } from "./inputs/damage.ts";
import { bytes, soup } from "./inputs/pieces.ts";
import { repetition } from "./inputs/repetitions.ts";
import { realFiles } from "./real-files.ts";

/** One input: a project, usually of one file. */
export interface FuzzInput extends WrittenProject {
  /** Each kind of input is counted separately. */
  readonly kind: "bytes" | "tokens" | "programs" | "files" | "projects" | "repetitions";
  /** For a repetition: the same input, this many times as long. Its time must not grow faster than the text. */
  readonly times: ((factor: number) => WrittenProject) | null;
}

/** How many inputs a seed has. */
const INPUTS_PER_SEED = 64;

const alone = (text: string): WrittenProject => ({
  files: [{ file: "a.conflicts", text }],
  options: { imports: [{ file: "b.conflicts", text: "group @Imported = A, B\n" }] },
});

const single = (kind: FuzzInput["kind"], texts: fc.Arbitrary<string>): fc.Arbitrary<FuzzInput> =>
  texts.map((text) => ({ kind, times: null, ...alone(text) }));

const damagedText = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, damages).map(([text, all]) => damaged(text, all));

const damagedProjects = fc
  .tuple(project, layoutChoices, damages, fc.nat())
  .map(([model, choices, all, which]): FuzzInput => {
    const { files, options } = writtenProject(model, choices);
    const hurt = (list: WrittenProject["files"]): WrittenProject["files"] =>
      list.map((source, index) =>
        index === which % list.length ? { ...source, text: damaged(source.text, all) } : source,
      );
    return {
      kind: "projects",
      times: null,
      files: hurt(files),
      options: { ...options, imports: hurt(options.imports ?? []), coverage: which % 3 === 0 },
    };
  });

const repetitions = fc
  .tuple(repetition, fc.integer({ min: 1_000, max: 8_000 }))
  .map(([textOf, count]): FuzzInput => ({
    kind: "repetitions",
    ...alone(textOf(count)),
    times: (factor) => alone(textOf(Math.floor(count * factor))),
  }));

const INPUT: fc.Arbitrary<FuzzInput> = fc.oneof(
  { weight: 16, arbitrary: single("bytes", bytes) },
  { weight: 24, arbitrary: single("tokens", soup) },
  { weight: 24, arbitrary: single("programs", damagedText(wholeProgram)) },
  { weight: 24, arbitrary: single("files", damagedText(fc.constantFrom(...realFiles()))) },
  { weight: 24, arbitrary: damagedProjects },
  // One of these takes as long as hundreds of the others.
  { weight: 1, arbitrary: repetitions },
);

/** The inputs of a seed. They are always the same. */
export function inputsOf(seed: number): readonly FuzzInput[] {
  return fc.sample(INPUT, { seed, numRuns: INPUTS_PER_SEED });
}
