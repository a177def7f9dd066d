/** The words that are names only in quotes. The lexer has a token for each of them. */

const KEYWORDS = [
  ...(["language", "import", "group", "events", "stream", "override", "anything", "except"] as const),
  ...(["never", "conflicts", "on", "when", "and"] as const),
] as const;

/** Words without a meaning of their own in version 1 that cannot be bare names, because a later version may need them. */
export const LATER_WORDS = [
  ...(["mine", "theirs", "always", "unless", "if", "or", "not", "with", "as", "from", "use"] as const),
  ...(["export", "allow"] as const),
] as const;

/** One of them. */
export type ReservedWordText = (typeof KEYWORDS)[number] | (typeof LATER_WORDS)[number];

/** All of them. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([...KEYWORDS, ...LATER_WORDS]);
