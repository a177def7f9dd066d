/** `synchronous_commit`: an acknowledged append is on disk, whatever the server's default is. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type SynchronousCommit } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const pool = newPool(4);
afterAll(() => pool.end());

let schema: string;
beforeEach(async () => {
  schema = newSchema();
  await postgresAdapter({ pool }, { schema }).migrate();
});

/** The value of `synchronous_commit` at the end of an append's transaction. */
async function atCommit(
  ofServer: string,
  synchronousCommit?: SynchronousCommit,
): Promise<string | undefined> {
  const client = await pool.connect();
  await client.query(`SET synchronous_commit = ${ofServer}`);
  await client.query("BEGIN");
  await postgresAdapter({ pool }, { schema, synchronousCommit }).inTransaction(client).append(request());
  const { rows } = await client.query<{ synchronous_commit: string }>("SHOW synchronous_commit");
  await client.query("COMMIT");
  const after = await client.query<{ synchronous_commit: string }>("SHOW synchronous_commit");
  expect(after.rows[0]?.synchronous_commit, "the session keeps its own setting").toBe(ofServer);
  client.release(true);
  return rows[0]?.synchronous_commit;
}

test.for([
  ["off", undefined, "on"],
  ["local", undefined, "on"],
  ["on", undefined, "on"],
  ["remote_apply", undefined, "remote_apply"],
  ["remote_apply", "local", "local"],
  ["on", "off", "off"],
  ["off", "server-default", "off"],
] as const)(
  "if the server has '%s' and the option is %j, an append commits with '%s'",
  async ([ofServer, option, expected]) => {
    expect(await atCommit(ofServer, option)).toBe(expected);
  },
);
