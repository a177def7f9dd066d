/** The program as users run it: `npm run demo`, with its output in a pipe. */

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "truce-crm-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param rules - Rules to use instead of those in crm.conflicts. */
function runDemo(rules?: string): Promise<Finished> {
  const file = join(folder, "own.conflicts");
  if (rules !== undefined) writeFileSync(file, rules);
  const args = ["run", "--silent", "demo", ...(rules === undefined ? [] : ["--", file])];
  const cwd = join(import.meta.dirname, "../..");
  const { FORCE_COLOR: _, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile("npm", args, { cwd, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
  });
}

it("shows the founding story and the comparison", async () => {
  const { status, stdout, stderr } = await runDemo();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("Harry saves a meeting note.");
  expect(stdout).toContain("✓ merged as version 5, although Harry has not seen version 4");
  expect(stdout).toMatch(
    /Ann raises the client's value to 65,000\.\n.*\n.*✗ refused by the rule in crm\.conflicts, line \d+\n +"Another user has just changed the value\./,
  );
  expect(stdout).toMatch(/^merged: .* 0 +1\d\d$/m);
  expect(stdout.match(/^✓ /gm)).toHaveLength(5);
  // No colours, and no line that a terminal would wrap.
  expect(stdout).not.toContain("\u001B");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

it("fails if the rules make a claim untrue", async () => {
  const { status, stdout, stderr } = await runDemo("ClientValueUpgraded never conflicts\n");
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toMatch(/^✗ NOT TRUE: No user replaced a value/m);
});

it("prints mistakes in the rules with their place, and plays nothing", async () => {
  const { status, stdout, stderr } = await runDemo("NotePinned conflict NotePinned\n");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("own.conflicts:1:12: error CF1007");
  expect(stderr).not.toContain("    at ");
});
