/** A mutant: a deliberately wrong variant of this repository, which its tests must catch. */

/** The tests that run against a mutant. */
export type SuiteName =
  "rules" | "input" | "store" | "upcasters" | "processing" | "conformance" | "history" | "postgres";

/** Replaces one text in a source file. */
interface Change {
  /** The text to replace. It must occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A change that makes one source file wrong. */
export interface Mutant extends Change {
  /** What the mutant does wrong, as a sentence about the product. */
  readonly name: string;
  /** The file, relative to the root of the repository. */
  readonly file: string;
  /** Further changes in the same file that the mutant needs. */
  readonly and?: readonly Change[];
  /** The tests that must catch it. */
  readonly suite: SuiteName;
  /** Runs only these files of the suite, because the whole suite would take too long. Globs relative to the root. */
  readonly tests?: readonly string[];
}

/**
 * Applies a mutant to the source of its file.
 *
 * @throws Error if a text to replace does not occur exactly once.
 */
export function mutate(source: string, mutant: Mutant): string {
  return [mutant, ...(mutant.and ?? [])].reduce((text, change) => applied(text, change, mutant), source);
}

function applied(source: string, { find, replace }: Change, { name, file }: Mutant): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const count = source.split(find).length - 1;
    throw new Error(`mutant '${name}' is out of date: its text occurs ${count} times in ${file}, not once`);
  }
  return before + replace + after;
}
