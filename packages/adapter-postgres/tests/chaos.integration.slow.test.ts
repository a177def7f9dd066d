/** The chaos campaign, a short one: a few of every fault, on a server of its own. */

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
  });
  const exited = once(program, "exit");
  const outputs = await Promise.all([text(program.stdout), text(program.stderr)]);
  const [status] = (await exited) as readonly unknown[];
  return { status, output: outputs.join("") };
}

// Stopping processes, and finding their children, is done as Unix does it.
test.skipIf(process.platform === "win32")(
  "nothing acknowledged is lost or stored twice, and no conflict merged, whatever is killed or cut",
  { timeout: 240_000 },
  async () => {
    const { status, output } = await chaos("--kills", "2");
    expect(output).toMatch(/\nno violation\n$/);
    expect(status).toBe(0);
  },
);

test("what can't be understood is misuse, and starts nothing", { timeout: 60_000 }, async () => {
  const { status, output } = await chaos("--faults", "rain");
  expect(output).toContain("not 'rain'\n\nusage: npm run chaos");
  expect(status).toBe(2);
});
