/**
 * What is said where there is nothing to work on: `there is no .conflicts file below 'rules'`.
 *
 * @param folders - Those that were named: what is no folder is there, or an error.
 */
export function noFileBelow(ending: string, root: string, folders: readonly string[]): string {
  const places = (folders.length > 0 ? folders : [root]).map((folder) => `'${folder}'`);
  return `there is no ${ending} file below ${places.join(" or ")}`;
}
