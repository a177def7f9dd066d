/** Whole statements to fill in. */

export interface Snippet {
  readonly label: string;
  readonly detail: string;
  /** In the notation of editors: `${1:name}` is a place to fill in. */
  readonly body: string;
  /** Whether it can stand in a `stream` block. */
  readonly isInBlocks: boolean;
}

export const SNIPPETS: readonly Snippet[] = [
  {
    label: "rule",
    detail: "an incoming event conflicts with a committed one",
    body: "/// ${1:Why they conflict.}\n${2:Incoming} conflicts ${3:Committed}",
    isInBlocks: true,
  },
  {
    label: "rule on a field",
    detail: "they conflict only about the same thing",
    body: "/// ${1:Why they conflict.}\n${2:Incoming} conflicts ${3:Committed} on ${4:field}",
    isInBlocks: true,
  },
  {
    label: "stream block",
    detail: "rules for streams of one category",
    body: "stream ${1:category} {\n  $0\n}",
    isInBlocks: false,
  },
  {
    label: "group definition",
    detail: "one name for several events",
    body: "group @${1:Name} = ${2:Event}, ${3:Event}",
    isInBlocks: true,
  },
];
