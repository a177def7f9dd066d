/** A short chaos campaign: a few faults of every kind, on a server of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { join } from "node:path";

import { expect, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../campaigns/chaos/chaos.ts");

async function chaos(
  ...args: readonly string[]
): Promise<{ readonly status: unknown; readonly output: string }> {
  const program = spawn(process.execPath, ["--conditions=@truce/source", PROGRAM, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    // A campaign that hangs ends before the test does, and its processes with it.
    timeout: 590_000,
  });
  const exited = once(program, "exit");
  const outputs = await Promise.all([text(program.stdout), text(program.stderr)]);
  const [status] = (await exited) as readonly unknown[];
  return { status, output: outputs.join("") };
}

// The campaign stops processes and finds their children in ways that only Unix has.
test.skipIf(process.platform === "win32")(
  "no acknowledged event is lost or stored twice, and no conflict is merged, whatever is killed or cut",
  { timeout: 600_000 },
  async () => {
    const { status, output } = await chaos("--kills", "2");
    expect(output).toMatch(/\nno violation\n$/);
    expect(status).toBe(0);
  },
);

test("a wrong command line is a usage error, and no server is started", async () => {
  const { status, output } = await chaos("--faults", "rain");
  expect(output).toContain("not 'rain'\n\nusage: npm run chaos");
  expect(status).toBe(2);
});
