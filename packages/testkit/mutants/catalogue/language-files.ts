/** Where the mutants of the rules language stand, and the tests that look at them. */

const folder = "packages/rules-dsl/src";

/** Test files of the language, by their names. */
export function testsOf(...tests: readonly string[]): readonly string[] {
  return tests.map((test) => `${folder}/${test}.test.ts`);
}

/** A source file of the language, and the tests that must catch what is wrong with it. */
export function inFile(file: string, ...tests: readonly string[]) {
  return { suite: "language", file: `${folder}/${file}.ts`, tests: testsOf(...tests) } as const;
}
