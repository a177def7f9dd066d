/** The list of clients: a table that the store writes in the transaction of each append, so it is never behind. */

import { defineProjection, type ProjectionTable } from "@truce/core";
import type { ClientEvent } from "./client.ts";
import type { Queryable } from "./database.ts";

interface Row {
  readonly name: string;
  readonly dealValue: number;
  /** How many there are. */
  readonly notes: number;
}

export const clientList = defineProjection<ClientEvent, Row>({
  name: "clients",
  version: 1,
  initialState: () => ({ name: "", dealValue: 0, notes: 0 }),
  evolve: {
    ClientRegistered: (row, { data }) => ({ ...row, name: data.name }),
    DealValueChanged: (row, { data }) => ({ ...row, dealValue: data.value }),
    MeetingNoteAdded: (row) => ({ ...row, notes: row.notes + 1 }),
  },
});

const COLUMNS = `stream_id AS "streamId", name, deal_value AS "dealValue", notes`;

/** By stream id. */
export const clientTable: ProjectionTable<Row, Queryable> = {
  async load(streamIds, transaction) {
    const { rows } = await transaction.query(`SELECT ${COLUMNS} FROM clients WHERE stream_id = ANY ($1)`, [
      streamIds,
    ]);
    return new Map((rows as (Row & { streamId: string })[]).map(({ streamId, ...row }) => [streamId, row]));
  },

  async save(changed, transaction) {
    for (const [streamId, row] of changed) {
      // A projection deletes a row by returning null.
      if (row === null) await transaction.query("DELETE FROM clients WHERE stream_id = $1", [streamId]);
      else {
        await transaction.query(
          `INSERT INTO clients (stream_id, name, deal_value, notes) VALUES ($1, $2, $3, $4)
           ON CONFLICT (stream_id) DO UPDATE SET name = $2, deal_value = $3, notes = $4`,
          [streamId, row.name, row.dealValue, row.notes],
        );
      }
    }
  },
};

export async function createClientTable(database: Queryable): Promise<void> {
  // If several programs start at once, one creates the table, and the others wait for it.
  await database.query(
    `DO $$ BEGIN
       PERFORM pg_advisory_xact_lock(hashtext('clients'));
       CREATE TABLE IF NOT EXISTS clients
         (stream_id text PRIMARY KEY, name text NOT NULL, deal_value double precision NOT NULL, notes integer NOT NULL);
     END $$`,
  );
}

export async function listClients(database: Queryable): Promise<readonly unknown[]> {
  return (await database.query(`SELECT ${COLUMNS} FROM clients ORDER BY name, stream_id LIMIT 100`)).rows;
}
