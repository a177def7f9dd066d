/** Whether a word could be a slip for another: one edit for words of up to three letters, two for longer ones. */
export function isNear(word: string, other: string): boolean {
  return edits(word, other) <= (Math.min(word.length, other.length) <= 3 ? 1 : 2);
}

/** The fewest letters to insert, delete or replace; one row of the table at a time. */
function edits(word: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < word.length; at++) {
    const next = [at + 1];
    for (let column = 1; column <= other.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (other[column - 1] === word[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
