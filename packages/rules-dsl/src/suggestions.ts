/** "Did you mean": the likeliest word for a misspelt one. */

/**
 * The candidate that is nearest to a word, or undefined where none is near: one edit for words of up to four letters,
 * two for longer ones. An edit inserts, deletes or replaces a letter, or swaps two neighbours. Case counts for nothing.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lowerCase = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = (word.length <= 4 ? 1 : 2) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(lowerCase, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The number of edits between two words (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          row > 1 && column > 1 && isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, right.length);
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Infinity;
}
