import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, it } from "vitest";

import { parseDay } from "./day/parse-day.ts";
import { run } from "./testing/run-program.ts";

const recorded = readFileSync(`${import.meta.dirname}/day.jsonl`);

it("reproduces the recorded day byte by byte", async () => {
  const folder = mkdtempSync(join(tmpdir(), "truce-crm-"));
  const again = join(folder, "again.jsonl");
  expect(await run("record-day.ts", again)).toMatchObject({ status: 0, stderr: "" });
  expect(readFileSync(again).equals(recorded)).toBe(true);
  rmSync(folder, { recursive: true });
});

it("is a day of a believable size, with a writer for each of the team", () => {
  const day = parseDay(recorded);
  const lines = day.kind === "day" ? day.lines : [];
  expect(lines.length).toBeGreaterThanOrEqual(300);
  expect(lines.length).toBeLessThanOrEqual(500);
  expect(new Set(lines.map(({ user }) => user)).size).toBe(16);
});
