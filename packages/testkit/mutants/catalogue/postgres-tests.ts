/** The test files of the PostgreSQL adapter that must catch a mutant. */

const root = "packages/adapter-postgres";

/** Tests with a database, by the start of their file names. */
export function integrationTests(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${root}/tests/${name}.integration*.test.ts`);
}

/** Tests beside the sources. */
export function unitTests(...files: readonly string[]): readonly string[] {
  return files.map((file) => `${root}/src/${file}.test.ts`);
}
