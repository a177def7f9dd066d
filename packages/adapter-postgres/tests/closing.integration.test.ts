/** Closing while appends are under way: every append that was accepted is executed. */

import { afterAll, expect, inject, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";
import { sessionsOn } from "./support/sessions.ts";

const pool = newPool();
afterAll(() => pool.end());

test("close waits for the append that is under way and for those that wait for it", async () => {
  const schema = newSchema();
  const adapter = postgresAdapter({ connectionString: inject("databaseUrl") }, { schema });
  await adapter.migrate();
  const sessions = sessionsOn(pool, adapter, schema);
  const holder = await sessions.open("holder");
  await holder.begin();
  await holder.append(request());

  const appends = [1, 2, 3].map(() => adapter.append(request()));
  const closing = adapter.close();
  await expect(adapter.append(request())).rejects.toMatchObject({ code: "store-closed" });
  await holder.commit();
  const outcomes = await Promise.all(appends);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "appended", "appended"]);
  await closing;
  await sessions.end();
});

test("an adapter is closed at the end of its scope", async () => {
  const schema = newSchema();
  let left;
  {
    await using adapter = postgresAdapter({ connectionString: inject("databaseUrl") }, { schema });
    await adapter.migrate();
    left = adapter;
  }
  await expect(left.append(request())).rejects.toMatchObject({ code: "store-closed" });
});
