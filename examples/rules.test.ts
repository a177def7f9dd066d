/** The rule files of all examples have no problems, are formatted, and have a test case for every rule. */

import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const BIN = join(import.meta.dirname, "../packages/cli/src/bin.ts");
const folders = globSync("*/*.conflicts.test.yaml", { cwd: import.meta.dirname })
  .map((path) => resolve(import.meta.dirname, path, ".."))
  .toSorted();

/** Runs the command and returns what it prints. Rejects if the command reports problems. */
async function truce(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@truce/source", BIN, ...args],
    {
      cwd: folder,
    },
  );
  return stdout;
}

const nameOf = (folder: string): string => folder.slice(import.meta.dirname.length + 1);

it("finds the five examples", () => {
  expect(folders.map(nameOf)).toEqual(["crm", "documents", "ledger", "rooms", "warehouse"]);
});

describe.each(folders.map((folder) => [nameOf(folder), folder] as const))(
  "%s",
  { timeout: 30_000 },
  (_name, folder) => {
    it("has no problems", async () => {
      expect(await truce(folder, "check", "--max-warnings", "0")).toMatch(/^no problems in \d files?\n$/);
    });

    it("is formatted", async () => {
      expect(await truce(folder, "fmt", "--check")).toMatch(/^nothing to format in /);
    });

    it("has a test case for every rule, and all cases pass", async () => {
      const summary = /^(\d+) cases passed in 1 file; (\d+) of (\d+) rules exercised\n$/;
      const [, cases, exercised, all] = summary.exec(await truce(folder, "test", "--coverage")) ?? [];
      expect(Number(cases)).toBeGreaterThan(10);
      expect(exercised).toBe(all);
    });
  },
);

describe("all examples together, as projects of truce.json", { timeout: 30_000 }, () => {
  const root = join(import.meta.dirname, "..");

  it("have no problems, are formatted, and pass their tests", async () => {
    expect(await truce(root, "check", "--max-warnings", "0")).toMatch(/^no problems in \d+ files\n$/);
    expect(await truce(root, "fmt", "--check")).toMatch(/^nothing to format in /);
    expect(await truce(root, "test", "--coverage")).toMatch(/ cases passed in 5 files; /);
  });

  it("have a built module that is up to date", async () => {
    expect(await truce(root, "build", "--check")).toBe("examples/rooms/rules.ts is up to date\n");
  });

  it("are all listed", () => {
    const { projects } = JSON.parse(readFileSync(join(root, "truce.json"), "utf8")) as {
      projects: readonly { readonly root: string }[];
    };
    expect(projects.map((project) => project.root)).toEqual(
      folders.map((folder) => `examples/${nameOf(folder)}`),
    );
  });
});
