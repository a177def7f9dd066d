/**
 * What a file may define where it is broken. Nobody knows, so nothing is reported as missing that may stand there: one
 * mistake has one diagnostic.
 */

import { nearest } from "../text/suggestions.ts";
import type { Stream } from "./tree.ts";

/** What may be defined in lines that could not be read. */
export interface Gaps {
  /** The names of groups. */
  readonly groups: ReadonlySet<string>;
  /** Whether there may be groups of any name. */
  readonly anyGroup: boolean;
  /** Whether events may be declared. */
  readonly events: boolean;
}

/** What may be defined in more and more files. */
export interface OpenGaps extends Gaps {
  readonly groups: Set<string>;
  anyGroup: boolean;
  events: boolean;
}

/** Adds what may be defined in one more file. */
export function widen(gaps: OpenGaps, { groups, anyGroup, events }: Gaps): void {
  for (const name of groups) gaps.groups.add(name);
  gaps.anyGroup ||= anyGroup;
  gaps.events ||= events;
}

/** Of a file that was not looked at, or that is not there. */
export const ALL_UNKNOWN: Gaps = { groups: new Set(), anyGroup: true, events: true };

/** As much of a token as there is to know. */
interface Word {
  readonly image: string;
}

/** Lines that could not be read, as their words, and blocks whose end or category is not known. */
export interface Unread {
  readonly lines: readonly (readonly Word[])[];
  readonly blocks: readonly Stream[];
}

const DEFINING: readonly string[] = ["group", "events", "import"];

function meantBy(word: string): string | undefined {
  return DEFINING.includes(word) ? word : nearest(word, DEFINING);
}

/** What may stand in what could not be read. */
export function gapsIn({ lines, blocks }: Unread): Gaps {
  const groups = new Set<string>();
  let anyGroup = false;
  let events = blocks.length > 0;
  for (const [first, second, ...more] of lines) {
    for (const word of [first, second, ...more]) {
      if (word?.image.startsWith("@")) groups.add(word.image.slice(1));
    }
    const meant = first && meantBy(first.image);
    if (meant === "group" && !/^@./.test(second?.image ?? "")) anyGroup = true;
    if (meant === "import") anyGroup = events = true;
    if (meant === "events") events = true;
  }
  for (const { statements } of blocks) {
    for (const statement of statements) if (statement.kind === "group") groups.add(statement.name.name);
  }
  return { groups, anyGroup, events };
}
