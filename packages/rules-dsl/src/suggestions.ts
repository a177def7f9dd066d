/** "Did you mean": the likeliest word for a misspelt one. */

/**
 * The other word that is nearest to one, of those that are fit, or undefined where none is near: one edit for words of up
 * to four letters, two for longer ones; a single letter is near to itself only. An edit inserts, deletes or replaces a
 * letter, or swaps two neighbours. Case counts for nothing.
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  isFit: (candidate: string) => boolean = () => true,
): string | undefined {
  const lowerCase = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = nearnessOf(word) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance || candidate === word) continue;
    const distance = editDistance(lowerCase, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance && isFit(candidate)) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

function nearnessOf({ length }: string): number {
  if (length === 1) return 0;
  return length <= 4 ? 1 : 2;
}

/** How much is compared for all words together, in characters. No project can make suggestions slow. */
const MAX_COMPARED = 100_000_000;

/** Finds the nearest of many candidates that are fit, as long as that does not take too long. */
export type Suggest = (
  word: string,
  candidates: readonly string[],
  isFit?: (candidate: string) => boolean,
) => string | undefined;

/** For the words of one project. */
export function createSuggest(): Suggest {
  let left = MAX_COMPARED;
  return (word, candidates, isFit) => {
    left -= candidates.length * word.length;
    return left < 0 ? undefined : nearest(word, candidates, isFit);
  };
}

/**
 * The number of edits between two words (optimal string alignment), or the limit where there are as many or more. Of the
 * table only the diagonals are filled in that so few edits can reach.
 */
function editDistance(left: string, right: string, limit: number): number {
  const width = limit - 1;
  const diagonals = 2 * width + 1;
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: diagonals }, (_, index) => (index < width ? Infinity : index - width));
  for (let row = 1; row <= left.length; row++) {
    const current: number[] = [];
    for (let index = 0; index < diagonals; index++) {
      const column = row + index - width;
      if (column < 0 || column > right.length) {
        current.push(Infinity);
        continue;
      }
      const isSame = left[row - 1] === right[column - 1];
      const isSwap = row > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          column === 0 ? row : at(last, index) + (isSame ? 0 : 1),
          at(last, index + 1) + 1,
          at(current, index - 1) + 1,
          isSwap && column > 1 ? at(beforeLast, index) + 1 : Infinity,
        ),
      );
    }
    if (Math.min(...current) >= limit) return limit;
    [beforeLast, last] = [last, current];
  }
  return Math.min(at(last, right.length - left.length + width), limit);
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Infinity;
}
