/**
 * The message if there are no files: `there is no .conflicts file below 'rules'`.
 *
 * @param folders - The folders that were named.
 */
export function noFileBelow(ending: string, root: string, folders: readonly string[]): string {
  const places = (folders.length > 0 ? folders : [root]).map((folder) => `'${folder}'`);
  return `there is no ${ending} file below ${places.join(" or ")}`;
}
