import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";

const program = join(import.meta.dirname, "support/dying-server.ts");

test.each(["pool", "connectionString"])(
  "a session that ends as soon as it is ready causes an error and does not end the process: %s",
  async (kind) => {
    const run = promisify(execFile)(process.execPath, ["--conditions=@truce/source", program, kind]);
    expect((await run).stdout).toBe("outcome: outcome-unknown\n");
  },
);
