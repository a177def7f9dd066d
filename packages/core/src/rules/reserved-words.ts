/** Words of the `.conflicts` language that can be names only in quotes. Its lexer has a token for each of them. */

const KEYWORDS = [
  ...(["language", "import", "group", "events", "stream", "override", "anything", "except"] as const),
  ...(["never", "conflicts", "on", "when", "and"] as const),
] as const;

/** Words that are not keywords in version 1, but are reserved because a later version may need them. */
export const LATER_WORDS = [
  ...(["mine", "theirs", "always", "unless", "if", "or", "not", "with", "as", "from", "use"] as const),
  ...(["export", "allow"] as const),
] as const;

/** A word that can be a name only in quotes. */
export type ReservedWordText = (typeof KEYWORDS)[number] | (typeof LATER_WORDS)[number];

/** All words that can be names only in quotes. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([...KEYWORDS, ...LATER_WORDS]);
