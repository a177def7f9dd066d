/** "Did you mean ...?" */

/** The name that is most like a misspelt one; undefined where none is near. */
export function closest(misspelt: string, names: readonly string[]): string | undefined {
  if (misspelt.length > 60) return undefined;
  const [best] = names
    .map((name) => ({ name, edits: editsBetween(misspelt.toLowerCase(), name.toLowerCase()) }))
    .toSorted((one, other) => one.edits - other.edits);
  return best && best.edits <= Math.max(2, best.name.length / 4) ? best.name : undefined;
}

/** Levenshtein's distance, row by row. */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
