/** Where the files of the command line tool are, and the tests that must catch what is wrong with them. */

const folder = "packages/cli/src";
/** A file of the command, and the tests that are run against it; all of them if none is named. */
export const inFile = (name: string, ...tests: readonly string[]) =>
  ({
    file: `${folder}/${name}.ts`,
    suite: "cli",
    ...(tests.length > 0 && { tests: tests.map((test) => `${folder}/${test}.test.ts`) }),
  }) as const;
