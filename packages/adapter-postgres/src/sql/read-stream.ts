/** Reads one stream: a page by its versions, or the event with an id. */

import { eventColumns } from "./event-columns.ts";

/** Parameters: stream id, the version to begin after, the version to end before, the most rows. */
export function readStreamSql(schema: string, direction: "forwards" | "backwards"): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.stream_id = $1::text AND e.version > $2::text::bigint AND e.version < $3::text::bigint
ORDER BY e.version ${direction === "forwards" ? "ASC" : "DESC"}
LIMIT $4::text::bigint`;
}

/** Parameters: stream id, event id, the version to begin after, the version to end before. */
export function readEventSql(schema: string): string {
  return `
SELECT ${eventColumns(schema)}
FROM ${schema}.events e
WHERE e.stream_id = $1::text AND e.id = $2::text AND e.version > $3::text::bigint AND e.version < $4::text::bigint`;
}
