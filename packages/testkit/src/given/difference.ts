/** The difference between two texts, line by line. */

/** How many equal lines are shown before and after a difference. */
const CONTEXT = 3;

interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/**
 * Both texts in one: lines that only the expected text has are marked with `-`, and lines that only the actual text has with
 * `+`. Equal lines far from any difference are left out.
 */
export function difference(expected: string, actual: string): string {
  const lines = compare(linesOf(expected), linesOf(actual));
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ mark }) => mark !== " ");
  // A single line is not left out: the dots would take its place.
  const isShown = lines.map((_, index) => {
    const [before, after] = [
      index === 0 || isNear(index - 1),
      index === lines.length - 1 || isNear(index + 1),
    ];
    return isNear(index) || (before && after);
  });
  return lines
    .flatMap(({ mark, text }, index) => {
      if (isShown[index]) return [`${mark} ${text}`];
      return index === 0 || isShown[index - 1] ? ["  ..."] : [];
    })
    .join("\n");
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.split("\n");
}

/** Keeps a longest common subsequence of both, so that as few lines as possible are marked. */
function compare(expected: readonly string[], actual: readonly string[]): readonly Line[] {
  /** `longest[i][j]`: how many lines the rest of `expected` from i and the rest of `actual` from j have in common. */
  const longest = Array.from({ length: expected.length + 1 }, () => new Uint32Array(actual.length + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = actual.length - 1; j >= 0; j--) {
      const row = longest[i] as Uint32Array;
      row[j] = expected[i] === actual[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let j = 0;
  expected.forEach((text, i) => {
    while (j < actual.length && actual[j] !== text && at(i, j + 1) > at(i + 1, j)) {
      lines.push({ mark: "+", text: actual[j++] as string });
    }
    if (actual[j] === text) {
      lines.push({ mark: " ", text });
      j++;
    } else {
      lines.push({ mark: "-", text });
    }
  });
  for (const text of actual.slice(j)) lines.push({ mark: "+", text });
  return lines;
}
