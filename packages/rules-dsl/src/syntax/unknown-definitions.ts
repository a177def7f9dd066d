/**
 * What the broken lines of a file may define. A name that a broken line may define is not reported as unknown, so that one
 * mistake has one diagnostic.
 */

import { nearest } from "../text/suggestions.ts";
import type { Stream } from "./tree.ts";

/** What lines that could not be parsed may define. */
export interface UnknownDefinitions {
  /** The names of groups. */
  readonly groups: ReadonlySet<string>;
  /** Whether there may be groups of any name. */
  readonly anyGroup: boolean;
  /** Whether events may be declared. */
  readonly events: boolean;
}

/** The unknown definitions of several files, to which more can be added. */
export interface OpenUnknownDefinitions extends UnknownDefinitions {
  readonly groups: Set<string>;
  anyGroup: boolean;
  events: boolean;
}

/** Adds the unknown definitions of one more file. */
export function widen(
  unknown: OpenUnknownDefinitions,
  { groups, anyGroup, events }: UnknownDefinitions,
): void {
  for (const name of groups) unknown.groups.add(name);
  unknown.anyGroup ||= anyGroup;
  unknown.events ||= events;
}

/** For a file that was not parsed or does not exist. */
export const ALL_UNKNOWN: UnknownDefinitions = { groups: new Set(), anyGroup: true, events: true };

interface Word {
  readonly image: string;
}

/** Lines that could not be parsed, as words, and blocks whose end or category is unknown. */
export interface Unread {
  readonly lines: readonly (readonly Word[])[];
  readonly blocks: readonly Stream[];
}

const DEFINING: readonly string[] = ["group", "events", "import"];

function meantBy(word: string): string | undefined {
  return DEFINING.includes(word) ? word : nearest(word, DEFINING);
}

export function unknownDefinitionsIn({ lines, blocks }: Unread): UnknownDefinitions {
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
