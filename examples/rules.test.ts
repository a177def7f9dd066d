/** The rules of all examples: without a warning, in their one form, with every rule exercised by a case, and built. */

import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const BIN = join(import.meta.dirname, "../packages/cli/src/bin.ts");
const folders = globSync("*/*.conflicts.test.yaml", { cwd: import.meta.dirname })
  .map((path) => resolve(import.meta.dirname, path, ".."))
  .toSorted();

/** What the command says to people. It fails where the command complains of something. */
async function truce(folder: string, ...args: readonly string[]): Promise<string> {
  const command = [process.execPath, "--conditions=@truce/source", BIN, ...args] as const;
  const [node, ...rest] = command;
  const { stdout } = await promisify(execFile)(node, rest, { cwd: folder });
  return stdout;
}

const nameOf = (folder: string): string => folder.slice(import.meta.dirname.length + 1);

it("there are five of them", () => {
  expect(folders.map(nameOf)).toEqual(["crm", "documents", "ledger", "rooms", "warehouse"]);
});

describe.each(folders.map((folder) => [nameOf(folder), folder] as const))(
  "%s",
  { timeout: 30_000 },
  (_name, folder) => {
    it("has nothing to complain of", async () => {
      expect(await truce(folder, "check", "--max-warnings", "0")).toMatch(/^no problems in \d files?\n$/);
    });

    it("is formatted", async () => {
      expect(await truce(folder, "fmt", "--check")).toMatch(/^nothing to format in /);
    });

    it("has a case for every rule, and every case passes", async () => {
      const summary = /^(\d+) cases passed in 1 file; (\d+) of (\d+) rules exercised\n$/;
      const [, cases, exercised, all] = summary.exec(await truce(folder, "test", "--coverage")) ?? [];
      expect(Number(cases)).toBeGreaterThan(10);
      expect(exercised).toBe(all);
    });
  },
);

it("the built module of the meeting rooms is up to date", { timeout: 30_000 }, async () => {
  const folder = join(import.meta.dirname, "rooms");
  expect(await truce(folder, "build", "--out", "rules.ts", "--check")).toBe("rules.ts is up to date\n");
});
