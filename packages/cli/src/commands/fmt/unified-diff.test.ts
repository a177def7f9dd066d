import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder();
});

afterAll(() => folder.remove());

const many = Array.from({ length: 1500 }, (_, index) => `line ${index}\n`).join("");

describe("a patch", () => {
  it.each([
    { what: "for one line", before: "a\nb\nc\n", after: "a\nB\nc\n" },
    { what: "without a last line break", before: "a\nb", after: "a\nb\n" },
    { what: "that removes the last line break", before: "a\nb\n", after: "a\nc" },
    { what: "with Windows line ends", before: "a\r\nb\r\n", after: "a\nb\n" },
    { what: "that removes every line", before: "a\n", after: "" },
    {
      what: "with more changed lines than are compared",
      before: many,
      after: many.replaceAll("line", "row"),
    },
    {
      what: "with as many, without a last line break",
      before: many.trimEnd(),
      after: many.replaceAll("line", "row"),
    },
  ])("$what can be applied by git", async ({ before, after }) => {
    for (const file of ["x.conflicts", "a b\tü.conflicts", 'q"\n\\.conflicts']) {
      if (process.platform === "win32" && file !== "x.conflicts") continue;
      await folder.write({ [file]: before });
      const patch = unifiedDiff(file, before, after);
      execFileSync("git", ["apply", "--whitespace=nowarn", "--allow-empty", "-"], {
        cwd: folder.root,
        input: patch,
      });
      expect(await readFile(folder.at(file), "utf8").catch(() => "")).toBe(after);
    }
  });
});
