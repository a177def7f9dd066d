/**
 * Patterns of file names: `*`, `?`, `[a-z]` and `[!a-z]` within a name, `**` for any folders, `{a,b}` for either, and a
 * backslash before what is meant as it is. Matched without going back and forth as regular expressions do: no pattern makes it slow.
 */

/** A pattern, ready to be held against paths. */
export interface Glob {
  /** The folder that everything is below which it matches; `.` for the root. */
  readonly base: string;
  /** Whether it matches the path of a file. */
  readonly matches: (path: string) => boolean;
  /** Whether it could match something below a folder. */
  readonly leadsInto: (folder: string) => boolean;
}

/** What stands in a name for one character, or for any number of them. */
type Piece =
  { readonly kind: "any-number" } | { readonly kind: "one"; readonly is: (char: string) => boolean };

/** What stands in a path for one name, or for any number of folders. */
type Segment =
  | { readonly kind: "folders" }
  | { readonly kind: "name"; readonly pieces: readonly Piece[]; readonly literal: string | null };

/** More ways than these to read the braces of a pattern are none that somebody wrote. */
const MAX_ALTERNATIVES = 1000;

/** The pattern that a text is; null where it is a name, and "too many alternatives" where its braces stand for too many. */
export function globFrom(text: string): Glob | null | "too many alternatives" {
  const alternatives = alternativesOf(text);
  if (alternatives === null) return "too many alternatives";
  const patterns = alternatives.map((alternative) => segmentsOf(alternative));
  const [first = [], ...others] = patterns;
  const isName = others.length === 0 && first.every((segment) => literalOf(segment) !== null);
  if (isName) return null;
  return {
    base: baseOf(patterns),
    matches: (path) => patterns.some((pattern) => reached(pattern, path).has(pattern.length)),
    leadsInto: (folder) =>
      patterns.some((pattern) => [...reached(pattern, folder)].some((at) => at < pattern.length)),
  };
}

/** How far into a pattern a path leads: all positions at once, each a number of segments that are done with. */
function reached(pattern: readonly Segment[], path: string): ReadonlySet<number> {
  let positions = withoutFolders(pattern, [0]);
  if (path === ".") return positions;
  for (const name of path.split("/")) {
    const next: number[] = [];
    for (const at of positions) {
      const segment = pattern[at];
      if (segment?.kind === "folders") next.push(at);
      else if (segment !== undefined && matchesName(segment.pieces, name)) next.push(at + 1);
    }
    positions = withoutFolders(pattern, next);
  }
  return positions;
}

/** The positions, and those behind every `**` there, which may stand for no folder. */
function withoutFolders(pattern: readonly Segment[], positions: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const position of positions) {
    let at = position;
    all.add(at);
    while (pattern[at]?.kind === "folders") all.add(++at);
  }
  return all;
}

/** Whether a name is what the pieces say. Only the last `*` is ever tried again: an earlier one has nothing to gain. */
function matchesName(pieces: readonly Piece[], name: string): boolean {
  const chars = Array.from(name);
  let [at, retryPiece, retryAt] = [0, -1, 0];
  for (let piece = 0; at < chars.length || piece < pieces.length;) {
    const current = pieces[piece];
    const char = chars[at];
    if (current?.kind === "any-number") {
      retryPiece = piece;
      retryAt = at;
      piece += 1;
    } else if (current !== undefined && char !== undefined && current.is(char)) {
      piece += 1;
      at += 1;
    } else {
      if (retryPiece < 0 || retryAt >= chars.length) return false;
      retryAt += 1;
      at = retryAt;
      piece = retryPiece + 1;
    }
  }
  return true;
}

function segmentsOf(pattern: string): readonly Segment[] {
  const names = pattern.split("/").filter((name) => name !== "");
  // What is in any folders, at the end, is any file in them.
  if (names.at(-1) === "**") names.push("*");
  return names.map((name): Segment => {
    return name === "**" ? { kind: "folders" } : { kind: "name", ...piecesOf(name) };
  });
}

function literalOf(segment: Segment): string | null {
  return segment.kind === "name" ? segment.literal : null;
}

/** What a name in a pattern consists of; its own text, where nothing in it stands for something else. */
function piecesOf(text: string): { readonly pieces: readonly Piece[]; readonly literal: string | null } {
  const pieces: Piece[] = [];
  let literal: string | null = "";
  const chars = Array.from(text);
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at] ?? "";
    const end = char === "[" ? endOfClass(chars, at) : null;
    if (char === "*") {
      if (pieces.at(-1)?.kind !== "any-number") pieces.push({ kind: "any-number" });
      literal = null;
    } else if (char === "?") {
      pieces.push({ kind: "one", is: () => true });
      literal = null;
    } else if (end !== null) {
      pieces.push({ kind: "one", is: classOf(chars.slice(at + 1, end)) });
      literal = null;
      at = end;
    } else {
      const meant = char === "\\" ? (chars[++at] ?? char) : char;
      pieces.push({ kind: "one", is: (other) => other === meant });
      if (literal !== null) literal += meant;
    }
  }
  return { pieces, literal };
}

/** Where the bracket stands that ends a class; null where there is none, so that the first one means itself. */
function endOfClass(chars: readonly string[], start: number): number | null {
  const negated = chars[start + 1] === "!" || chars[start + 1] === "^";
  // A bracket that comes first is in the class.
  const end = chars.indexOf("]", start + (negated ? 3 : 2));
  return end === -1 ? null : end;
}

/** `a-z`, `!a-z`, `^a-z`: characters and ranges of them, by code points. */
function classOf(content: readonly string[]): (char: string) => boolean {
  const isNegated = content[0] === "!" || content[0] === "^";
  const chars = isNegated ? content.slice(1) : content;
  const ranges: (readonly [from: number, to: number])[] = [];
  for (let at = 0; at < chars.length; at++) {
    const from = codeOf(chars[at]);
    const isRange = chars[at + 1] === "-" && at + 2 < chars.length;
    ranges.push([from, isRange ? codeOf(chars[at + 2]) : from]);
    if (isRange) at += 2;
  }
  return (char) => ranges.some(([from, to]) => from <= codeOf(char) && codeOf(char) <= to) !== isNegated;
}

function codeOf(char = ""): number {
  return char.codePointAt(0) ?? 0;
}

/** The names that all patterns begin with, before anything in one stands for something else. */
function baseOf(patterns: readonly (readonly Segment[])[]): string {
  const names: string[] = [];
  const [first = []] = patterns;
  for (const [at, segment] of first.slice(0, -1).entries()) {
    const name = literalOf(segment);
    const isCommon = patterns.every((pattern) => {
      const other = pattern[at];
      return at < pattern.length - 1 && other !== undefined && literalOf(other) === name;
    });
    if (name === null || !isCommon) break;
    names.push(name);
  }
  return names.join("/") || ".";
}

/** Every way to read the braces of a pattern; null where there are too many. */
function alternativesOf(pattern: string): readonly string[] | null {
  let done: string[] = [""];
  const rest = Array.from(pattern);
  for (let at = 0; at < rest.length; at++) {
    const char = rest[at] ?? "";
    const parts = char === "{" ? partsOf(rest, at) : null;
    if (parts === null) {
      const text = char === "\\" ? char + (rest[++at] ?? "") : char;
      done = done.map((before) => before + text);
      continue;
    }
    const expanded = parts.texts.map((text) => alternativesOf(text));
    if (expanded.includes(null)) return null;
    const endings = expanded.flatMap((texts) => texts ?? []);
    if (done.length * endings.length > MAX_ALTERNATIVES) return null;
    done = done.flatMap((before) => endings.map((text) => before + text));
    at = parts.end;
  }
  return done;
}

/** What stands between the commas of a brace, and where it ends; null where it has no comma, or no end, and means itself. */
function partsOf(
  chars: readonly string[],
  start: number,
): { readonly texts: readonly string[]; readonly end: number } | null {
  const texts: string[] = [];
  let [text, depth] = ["", 0];
  for (let at = start + 1; at < chars.length; at++) {
    const char = chars[at] ?? "";
    if (char === "\\") {
      text += char + (chars[++at] ?? "");
    } else if (char === "}" && depth === 0) {
      return texts.length > 0 ? { texts: [...texts, text], end: at } : null;
    } else if (char === "," && depth === 0) {
      texts.push(text);
      text = "";
    } else {
      if (char === "{") depth += 1;
      if (char === "}") depth -= 1;
      text += char;
    }
  }
  return null;
}
