/** Reads a page of one stream, by its versions. */

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
