/** The demo on a PostgreSQL server: the one that `DATABASE_URL` names. CI has one. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { runWith, type Finished } from "./testing/run-program.ts";

const url = process.env["DATABASE_URL"];

describe.skipIf(url === undefined)("the demo on a server", { timeout: 60_000 }, () => {
  const pool = new pg.Pool({ connectionString: url });
  const kept = `kept_${crypto.randomUUID().replaceAll("-", "_").slice(0, 8)}`;
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "truce-crm-"));
    writeFileSync(
      join(folder, "day.jsonl"),
      '{"at":"09:00","user":"joe","client":"7","saw":0,"command":{"type":"RegisterClient","name":"Seven"}}\n' +
        '{"at":"09:01","user":"joe","client":"7","saw":1,"command":{"type":"TagClient","tag":"new"}}\n',
    );
  });
  afterAll(async () => {
    await pool.query(`DROP SCHEMA IF EXISTS ${kept}_with_rules, ${kept}_without_rules CASCADE`);
    await pool.end();
    rmSync(folder, { recursive: true });
  });

  const play = (...args: readonly string[]): Promise<Finished> =>
    runWith({ DATABASE_URL: url ?? "" }, "demo.ts", join(folder, "day.jsonl"), ...args);

  async function schemas(prefix: string): Promise<readonly string[]> {
    const { rows } = await pool.query<{ name: string }>(
      "SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1) ORDER BY 1",
      [prefix],
    );
    return rows.map(({ name }) => name);
  }

  it("leaves nothing behind", async () => {
    const finished = await play();
    expect(finished).toMatchObject({ status: 0, stderr: "" });
    expect(finished.stdout.replaceAll(/\s+/g, " ")).toContain("dropped again at the end");
    expect(await schemas("truce_demo_")).toEqual([]);
  });

  it("goes on in schemas that are named", async () => {
    expect((await play("--schema", kept)).stdout).toContain("this was the first day");
    expect(await schemas(kept)).toEqual([`${kept}_with_rules`, `${kept}_without_rules`]);
    const second = await play("--schema", kept);
    expect(second).toMatchObject({ status: 0, stderr: "" });
    expect(second.stdout).toContain("Found there: 2 events of earlier runs");
  });

  it("waits for nobody where another demo is being played", async () => {
    const client = await pool.connect();
    await client.query("SELECT pg_advisory_lock(hashtextextended('truce demo ' || $1, 0))", [kept]);
    const { status, stderr } = await play("--schema", kept);
    client.release(true);
    expect(status).toBe(2);
    expect(stderr).toContain("another demo is being played");
  });

  it("refuses a schema's name that is none", async () => {
    const { status, stderr } = await play("--schema", 'x"; DROP SCHEMA public; --');
    expect(status).toBe(2);
    expect(stderr).toContain("--schema must consist of lower-case letters");
  });
});
