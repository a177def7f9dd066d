/** The rule files of all examples have no problems, are formatted, and have a test case for every rule. */

import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const BIN = join(ROOT, "packages/cli/src/bin.ts");

const testFiles = globSync("examples/*/*.conflicts.test.yaml", { cwd: ROOT }).toSorted();

/** Runs the command on all projects of truce.json, and returns what it prints. Rejects if it reports problems. */
async function truce(...args: readonly string[]): Promise<string> {
  const command = ["--conditions=@truce/source", BIN, ...args];
  return (await promisify(execFile)(process.execPath, command, { cwd: ROOT })).stdout;
}

describe("the examples", () => {
  it("are the projects of truce.json", () => {
    const { projects } = JSON.parse(readFileSync(join(ROOT, "truce.json"), "utf8")) as {
      projects: readonly { readonly root: string }[];
    };
    const names = ["booking", "crm", "documents", "ledger", "rooms", "warehouse"];
    expect(projects.map(({ root }) => root)).toEqual(names.map((name) => `examples/${name}`));
    expect(testFiles.map((file) => dirname(file))).toEqual(projects.map(({ root }) => root));
  });

  it("have no problems", async () => {
    expect(await truce("check", "--max-warnings", "0")).toContain("7 files");
  });

  it("are formatted", async () => {
    expect(await truce("fmt", "--check")).toContain("7 files");
  });

  it("have a test case for every rule, and all cases pass", async () => {
    const report = JSON.parse(await truce("test", "--coverage", "--format", "json")) as {
      files: readonly { readonly file: string; readonly cases: readonly { readonly passed: boolean }[] }[];
      coverage: { readonly rules: number; readonly exercised: number };
    };
    expect(report.files.map(({ file }) => file)).toEqual(testFiles);
    for (const { file, cases } of report.files) {
      expect(cases.length, file).toBeGreaterThan(10);
      expect(
        cases.every(({ passed }) => passed),
        file,
      ).toBe(true);
    }
    expect(report.coverage.rules).toBeGreaterThan(50);
    expect(report.coverage.exercised).toBe(report.coverage.rules);
  });

  it("have a built module that is up to date", async () => {
    expect(await truce("build", "--check")).toContain("examples/rooms/rules.ts");
  });
});
