/** A mutant: one deliberately wrong variant of this repository, which its tests must catch. */

/** The tests that a mutant is held against. */
export type SuiteName =
  "rules" | "input" | "store" | "conformance" | "history" | "language" | "cli" | "postgres";

/** A change of one place in a source file. */
interface Change {
  /** What is replaced. It stands in the file exactly once, or the catalogue is out of date. */
  readonly find: string;
  readonly replace: string;
}

/** A change that makes one source file wrong. */
export interface Mutant extends Change {
  /** What is wrong with it, as a sentence about the product. */
  readonly name: string;
  /** The file, from the root of the repository. */
  readonly file: string;
  /** What has to change with it, in the same file. */
  readonly and?: readonly Change[];
  /** The tests that must catch it. */
  readonly suite: SuiteName;
  /** The only files of the suite that are run, as globs from the root, where all of them would take long. */
  readonly tests?: readonly string[];
}

/**
 * The source of a file as the mutant has it.
 *
 * @throws Error where a text to be replaced does not stand in the source exactly once.
 */
export function mutate(source: string, mutant: Mutant): string {
  return [mutant, ...(mutant.and ?? [])].reduce((text, change) => changed(text, change, mutant), source);
}

function changed(source: string, { find, replace }: Change, { name, file }: Mutant): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const count = source.split(find).length - 1;
    throw new Error(`mutant '${name}' is out of date: its text stands ${count} times in ${file}, not once`);
  }
  return before + replace + after;
}
