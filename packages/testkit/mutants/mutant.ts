/** A mutant: one deliberately wrong variant of this repository, which its tests must catch. */

/** The tests that a mutant is held against. */
export type SuiteName = "rules" | "input" | "store" | "conformance" | "history" | "language";

/** A change of one place in one source file. */
export interface Mutant {
  /** What is wrong with it, as a sentence about the product. */
  readonly name: string;
  /** The file, from the root of the repository. */
  readonly file: string;
  /** What is replaced. It stands in the file exactly once, or the catalogue is out of date. */
  readonly find: string;
  readonly replace: string;
  /** The tests that must catch it. */
  readonly suite: SuiteName;
}

/**
 * The source of a file as the mutant has it.
 *
 * @throws Error where the text to be replaced does not stand in the source exactly once.
 */
export function mutate(source: string, { name, file, find, replace }: Mutant): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const count = source.split(find).length - 1;
    throw new Error(`mutant '${name}' is out of date: its text stands ${count} times in ${file}, not once`);
  }
  return before + replace + after;
}
