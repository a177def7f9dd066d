/** The limit: the same rows by bulk INSERTs that check nothing. */

import type { Competitor } from "../compare.ts";
import type { PlainTable } from "../postgres/plain-table.ts";

/** One competitor for statements of as many rows as there are writers, and one for 500. */
export function limits(
  plain: PlainTable,
  writers: number,
  streams: number,
  milliseconds: number,
): readonly Competitor[] {
  return [...new Set([writers, 500])].map((rows) => ({
    name: `bulk INSERT, ${rows === 1 ? "1 row" : `${rows.toLocaleString("en-US")} rows`}`,
    remark: "checks nothing",
    async run() {
      const started = performance.now();
      let events = 0;
      while (performance.now() - started < milliseconds) {
        await plain.insertMany(rows, rows, streams);
        events += rows;
      }
      return (events / (performance.now() - started)) * 1_000;
    },
  }));
}
