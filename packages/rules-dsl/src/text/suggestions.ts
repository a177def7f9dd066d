/** "Did you mean": finds the most similar word to a misspelt one. */

interface Candidate {
  readonly word: string;
  readonly lowerCase: string;
  readonly letters: number;
}

/**
 * The candidate that is most similar to a word, ignoring case; undefined if none is similar enough. Words of two to four
 * letters may differ by one edit, longer ones by two, and single letters only by case. An edit inserts, deletes or replaces a
 * letter, or swaps two adjacent ones. The word itself is never the result.
 *
 * @example
 * ```ts
 * nearest("ClientValueUpgradd", ["ClientValueUpgraded", "MeetingNoteAdded"]); // "ClientValueUpgraded"
 * ```
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return search(candidateOf(word), candidates.map(candidateOf), () => true).found;
}

/** The budget for all words of a project, so that suggestions cannot make checking slow. */
const MAX_WORK = 20_000_000;

/** Returns the most similar candidate that fits; undefined if there is none or the budget is used up. */
export type Suggest = (
  word: string,
  candidates: readonly string[],
  isFit?: (candidate: string) => boolean,
) => string | undefined;

/** Creates a function with a budget of its own. It prepares each list of candidates once. */
export function createSuggest(maxWork = MAX_WORK): Suggest {
  const prepared = new Map<readonly string[], readonly Candidate[]>();
  let left = maxWork;
  return (word, candidates, isFit = () => true) => {
    if (left < candidates.length) return undefined;
    let ready = prepared.get(candidates);
    if (!ready) prepared.set(candidates, (ready = candidates.map(candidateOf)));
    const { found, work } = search(candidateOf(word), ready, isFit);
    left -= work;
    return found;
  };
}

function candidateOf(word: string): Candidate {
  const lowerCase = word.toLowerCase();
  let letters = 0;
  for (let index = 0; index < lowerCase.length; index++) letters |= 1 << (lowerCase.charCodeAt(index) & 31);
  return { word, lowerCase, letters };
}

function search(
  { word, lowerCase, letters }: Candidate,
  candidates: readonly Candidate[],
  isFit: (candidate: string) => boolean,
): { readonly found: string | undefined; readonly work: number } {
  let found: string | undefined;
  let limit = nearnessOf(word) + 1;
  let work = candidates.length;
  for (const candidate of candidates) {
    if (Math.abs(candidate.lowerCase.length - lowerCase.length) >= limit) continue;
    // An edit adds at most one letter and removes at most one.
    if (bitsIn(candidate.letters ^ letters) > 2 * (limit - 1) || candidate.word === word) continue;
    work += lowerCase.length * 4;
    const distance = editDistance(lowerCase, candidate.lowerCase, limit);
    if (distance < limit && isFit(candidate.word)) [found, limit] = [candidate.word, distance];
  }
  return { found, work };
}

function nearnessOf({ length }: string): number {
  if (length === 1) return 0;
  return length <= 4 ? 1 : 2;
}

function bitsIn(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * The number of edits between two words (optimal string alignment), but at most the limit. Fills only the diagonals of the
 * table that fewer edits than the limit can reach.
 */
function editDistance(left: string, right: string, limit: number): number {
  const width = limit - 1;
  const diagonals = 2 * width + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: diagonals }, (_, index) =>
    index < width ? Infinity : index - width,
  );
  for (let row = 1; row <= left.length; row++) {
    const current: number[] = [];
    let least = Infinity;
    for (let index = 0; index < diagonals; index++) {
      const column = row + index - width;
      let edits = Infinity;
      if (column >= 0 && column <= right.length) {
        const isSame = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
        edits = column === 0 ? row : at(last, index) + (isSame ? 0 : 1);
        edits = Math.min(edits, at(last, index + 1) + 1, at(current, index - 1) + 1);
        if (isSwapped(left, row, right, column)) edits = Math.min(edits, at(beforeLast, index) + 1);
      }
      current.push(edits);
      if (edits < least) least = edits;
    }
    if (least >= limit) return limit;
    [beforeLast, last] = [last, current];
  }
  return Math.min(at(last, right.length - left.length + width), limit);
}

/** Whether the two letters that end at these places are swapped. */
function isSwapped(left: string, row: number, right: string, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    left.charCodeAt(row - 1) === right.charCodeAt(column - 2) &&
    left.charCodeAt(row - 2) === right.charCodeAt(column - 1)
  );
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Infinity;
}
