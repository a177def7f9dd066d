/** Rules that are written in TypeScript. A module takes the place of all `.conflicts` files of a project. */

/** Whether the name of a file is that of a JavaScript or TypeScript module, and not of a `.conflicts` file. */
export function isModule(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file);
}

/** The message if rule files are named besides a module. */
export function moduleIsAlone(file: string): string {
  return `'${file}' is a module with a whole rule set, which cannot be merged with other rules: name it alone`;
}
