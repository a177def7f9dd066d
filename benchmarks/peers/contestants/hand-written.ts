/** A store with an expected version, as a good engineer writes it by hand: one table, and one statement an append. */

import { openPool } from "../../postgres/pool.ts";
import type { Contestant } from "../contestant.ts";
import { readPages } from "../read-pages.ts";
import { dataOf, fillerData } from "../notes.ts";

const TABLE = `CREATE TABLE IF NOT EXISTS events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream_id text NOT NULL,
  version bigint NOT NULL,
  type text NOT NULL,
  data json NOT NULL,
  metadata json NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (stream_id, version)
)`;

/**
 * Two writers may pass the check at the same time. Then the second one writes nothing. An error would be dearer: `pg` closes
 * a connection of the pool after each error.
 */
const APPEND = `INSERT INTO events (stream_id, version, type, data, metadata)
SELECT $1, $2::bigint + 1, $3, $4, '{}'
WHERE $2::bigint = (SELECT coalesce(max(version), 0) FROM events WHERE stream_id = $1)
ON CONFLICT (stream_id, version) DO NOTHING`;

const FILL = `INSERT INTO events (stream_id, version, type, data, metadata)
SELECT $1, head.version + row_number() OVER (), $2, data, '{}'
FROM unnest($3::json[]) AS incoming(data),
  (SELECT coalesce(max(version), 0) AS version FROM events WHERE stream_id = $1) AS head
RETURNING version`;

const UNSEEN = `SELECT version, type, data, metadata, recorded_at FROM events
WHERE stream_id = $1 AND version > $2 ORDER BY version`;

const STREAM = `${UNSEEN} LIMIT 1000`;

const ALL = `SELECT position, stream_id, version, type, data, metadata, recorded_at FROM events
WHERE position > $1 ORDER BY position LIMIT 1000`;

export const handWritten: Contestant = {
  name: "hand-written, expected version and retry",
  remark: "any newer event is a conflict; a read of everything can skip a late commit",
  async open(databaseUrl) {
    const pool = openPool(databaseUrl);
    await pool.query(TABLE);
    return {
      async fill(streamId, { type }, events) {
        const values = [streamId, type, fillerData(events).map((data) => JSON.stringify(data))];
        const { rows } = await pool.query<{ version: string }>({ name: "fill", text: FILL, values });
        return Number(rows.at(-1)?.version);
      },
      async tryAppend(streamId, { type }, noteId, seen) {
        const values = [streamId, seen, type, JSON.stringify(dataOf(noteId))];
        const { rowCount } = await pool.query({ name: "append", text: APPEND, values });
        return rowCount === 1 ? seen + 1 : undefined;
      },
      async catchUp(streamId, _, seen) {
        const values = [streamId, seen];
        const { rows } = await pool.query<{ version: string }>({ name: "unseen", text: UNSEEN, values });
        return Number(rows.at(-1)?.version ?? seen);
      },
      readStream: (streamId) =>
        readPages(async (after) => {
          const { rows } = await pool.query<{ version: string }>({
            name: "stream",
            text: STREAM,
            values: [streamId, after],
          });
          return { events: rows.length, last: rows.at(-1)?.version };
        }),
      readAll: () =>
        readPages(async (after) => {
          const { rows } = await pool.query<{ position: string }>({
            name: "all",
            text: ALL,
            values: [after],
          });
          return { events: rows.length, last: rows.at(-1)?.position };
        }),
      close: () => pool.end(),
    };
  },
};
