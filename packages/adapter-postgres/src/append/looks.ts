/** What a batch has to look for in the table: the events that can conflict with its appends. */

import type { AppendRequest, FieldComparison, Matcher } from "@truce/core/adapter";

import { arrayLiteral } from "../array-literal.ts";
import { numbering } from "./numbering.ts";

/**
 * Each look is for the events of one type in one stream, and maybe for the values of one of their fields. Several appends
 * can share a look. Numbers begin with 1.
 */
export interface Looks {
  /** For each look, the number of the stream. */
  readonly streams: readonly number[];
  /** For each look, the type, or null for events of any type. */
  readonly types: readonly (string | null)[];
  /** For each look, the first key of the field; null if the payloads do not matter. */
  readonly keys: readonly (string | null)[];
  /** For each look, the other keys of the field as an array literal; null if there are none. */
  readonly rests: readonly (string | null)[];
  /** For each look, the lowest version after which an append looks. */
  readonly after: readonly number[];
  /** What the appends look for: for each, the number of a look, */
  readonly looks: readonly number[];
  /** the number of the append, */
  readonly appends: readonly number[];
  /** and the value of the field, as JSON; null if the payloads do not matter. */
  readonly values: readonly (string | null)[];
}

interface Look {
  readonly stream: number;
  readonly type: string | null;
  readonly path: readonly string[];
  after: number;
}

export function looksOf(batch: readonly AppendRequest[], streamNumbers: readonly number[]): Looks {
  const shared = numbering<Look>();
  const looks: number[] = [];
  const appends: number[] = [];
  const values: (string | null)[] = [];
  batch.forEach(({ checkAfter, conflictsWith }, index) => {
    if (checkAfter === null) return;
    const stream = streamNumbers[index] ?? 0;
    for (const matcher of conflictsWith === "any-event" ? [ANY_EVENT] : conflictsWith) {
      const { type = null } = matcher;
      const equality = type === null ? undefined : equalityOf(matcher);
      const { path = [], value } = equality ?? {};
      const number = shared.numberOf(keyOf(stream, type, path), {
        ...{ stream, type, path },
        after: checkAfter,
      });
      const look = shared.items[number - 1];
      if (look && look.after > checkAfter) look.after = checkAfter;
      looks.push(number);
      appends.push(index + 1);
      values.push(value === undefined ? null : JSON.stringify(value));
    }
  });
  return {
    streams: shared.items.map(({ stream }) => stream),
    types: shared.items.map(({ type }) => type),
    keys: shared.items.map(({ path: [key = null] }) => key),
    rests: shared.items.map(({ path: [, ...rest] }) => (rest.length === 0 ? null : arrayLiteral(rest))),
    after: shared.items.map(({ after }) => after),
    looks,
    appends,
    values,
  };
}

const ANY_EVENT: Matcher = { anythingExcept: [], where: [] };

/** Different looks have different keys. Most looks have no path, and a template is faster than JSON. */
function keyOf(stream: number, type: string | null, path: readonly string[]): string {
  return path.length === 0 ? `${stream} ${type ?? ""}` : JSON.stringify([stream, type, path]);
}

/** The comparison that narrows a look down. A look may find more than the matcher matches, but never less. */
export function equalityOf({ where }: Matcher): FieldComparison | undefined {
  return where.find(({ operator }) => operator === "=");
}
