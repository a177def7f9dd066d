/** Rules can also be written in TypeScript. A module takes the place of all `.conflicts` files of a project. */

/** Whether the name of a file is that of a JavaScript or TypeScript module, and not of a `.conflicts` file. */
export function isModule(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file);
}
