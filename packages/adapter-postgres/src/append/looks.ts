/** What a batch has to look for in the table: the events that can conflict with its appends. */

import type { AppendRequest, FieldComparison, Matcher } from "@truce/core/adapter";

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
  /** For each look, the path of the field, as a JSON list; null if the payloads do not matter. */
  readonly paths: readonly (string | null)[];
  /** What the appends look for: for each, the number of a look, */
  readonly looks: readonly number[];
  /** the number of the append, */
  readonly appends: readonly number[];
  /** and the value of the field, as JSON; null if the payloads do not matter. */
  readonly values: readonly (string | null)[];
}

export function looksOf(batch: readonly AppendRequest[], streamNumbers: readonly number[]): Looks {
  const shared = numbering<{
    readonly stream: number;
    readonly type: string | null;
    readonly path: string | null;
  }>();
  const looks: number[] = [];
  const appends: number[] = [];
  const values: (string | null)[] = [];
  batch.forEach(({ checkAfter, conflictsWith }, index) => {
    if (checkAfter === null) return;
    const stream = streamNumbers[index] ?? 0;
    for (const matcher of conflictsWith === "any-event" ? [ANY_EVENT] : conflictsWith) {
      const { type = null } = matcher;
      const equality = type === null ? undefined : equalityOf(matcher);
      const path = equality ? JSON.stringify(equality.path) : null;
      looks.push(shared.numberOf(JSON.stringify([stream, type, path]), { stream, type, path }));
      appends.push(index + 1);
      values.push(equality ? JSON.stringify(equality.value) : null);
    }
  });
  return {
    streams: shared.items.map(({ stream }) => stream),
    types: shared.items.map(({ type }) => type),
    paths: shared.items.map(({ path }) => path),
    looks,
    appends,
    values,
  };
}

const ANY_EVENT: Matcher = { anythingExcept: [], where: [] };

/** The comparison that narrows a look down. A look may find more than the matcher matches, but never less. */
export function equalityOf({ where }: Matcher): FieldComparison | undefined {
  return where.find(({ operator }) => operator === "=");
}
