/** "Did you mean": the likeliest word for a misspelt one. */

/** A word that could have been meant. */
interface Candidate {
  readonly word: string;
  readonly lowerCase: string;
  readonly letters: number;
}

/**
 * The other word that is nearest to one, or undefined where none is near: one edit for words of up to four letters, two
 * for longer ones; a single letter is near to itself only. An edit inserts, deletes or replaces a letter, or swaps two
 * neighbours. Case counts for nothing.
 *
 * @example
 * ```ts
 * nearest("ClientValueUpgradd", ["ClientValueUpgraded", "MeetingNoteAdded"]); // "ClientValueUpgraded"
 * ```
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  return search(candidateOf(word), candidates.map(candidateOf), () => true).found;
}

/** How much is compared for all words together. No project can make suggestions slow. */
const MAX_WORK = 20_000_000;

/** Finds the nearest of many candidates that are fit, as long as that does not take too long. */
export type Suggest = (
  word: string,
  candidates: readonly string[],
  isFit?: (candidate: string) => boolean,
) => string | undefined;

/** For the words of one project; what is to be known of candidates is found out once. */
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
    // An edit brings in one letter at most, and takes one away.
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
 * The number of edits between two words (optimal string alignment), or the limit where there are as many or more. Of the
 * table only the diagonals are filled in that so few edits can reach.
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

/** Whether the two letters that end here are the same, the other way round. */
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
