/** The message if rule files are named besides a module. A module takes the place of all `.conflicts` files of a project. */
export function moduleIsAlone(file: string): string {
  return `'${file}' is a module with a whole rule set, which cannot be merged with other rules: name it alone`;
}
