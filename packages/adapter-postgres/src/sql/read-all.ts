/** Reads a page of the whole store, by position, as far as positions are settled (see barrier.ts). */

import { eventColumns } from "./event-columns.ts";

/** The category as SQL: what stands before the first `-`. The index `events_category` has the same expression. */
const CATEGORY = `(split_part(stream_id, '-', 1) COLLATE "C")`;

/** Parameters: the position to begin after, the last one to read, types or null, categories or null, the most rows. */
export function readAllSql(schema: string): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.position > $1::text::bigint AND e.position <= $2::text::bigint
  AND ($3::text::text[] IS NULL OR e.type = ANY ($3::text::text[]))
  AND ($4::text::text[] IS NULL OR ${CATEGORY} = ANY ($4::text::text[]))
ORDER BY e.position
LIMIT $5::text::bigint`;
}
