/** Test files of the PostgreSQL adapter, for the mutants that they must catch. */

const root = "packages/adapter-postgres";

/** Its tests with a database, by the beginning of their names. */
export function integrationTests(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${root}/tests/${name}.integration*.test.ts`);
}

/** Those beside its sources. */
export function unitTests(...files: readonly string[]): readonly string[] {
  return files.map((file) => `${root}/src/${file}.test.ts`);
}
