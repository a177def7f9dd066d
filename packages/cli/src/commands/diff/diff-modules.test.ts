import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { truce, type Run } from "../../../tests/truce.ts";
import { moduleWith, withCore } from "../../../tests/with-core.ts";

const ACCEPTED = `/* It's "here: */
// conflicts:loosens A with A because each \`A\` counts alone
`;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await withCore(
    await projectFolder({
      "old.ts": moduleWith('{ A: ["A"], B: [] }'),
      "new.ts": moduleWith('{ A: [], B: ["A"] }'),
      "accepted.ts": moduleWith("{ A: [], B: [] }") + ACCEPTED,
      "same.conflicts": "A conflicts A\nB never conflicts\n",
    }),
  );
});
afterAll(() => folder.remove());

const diff = (...args: readonly string[]): Promise<Run> => truce(["diff", ...args], { cwd: folder.root });

describe("truce diff with modules", () => {
  it("compares two modules", async () => {
    const { status, stdout, stderr } = await diff("old.ts", "new.ts");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^1 pair loosened, 1 tightened, 0 added\n/);
    expect(stdout).toContain("A with a committed A\n    before: conflicts\n    now:    never conflicts\n");
  });

  it("compares a module with .conflicts files", async () => {
    expect((await diff("same.conflicts", "old.ts")).stdout).toBe(
      "nothing changes: every pair is judged as before\n",
    );
    expect((await diff("new.ts", "same.conflicts")).stdout).toMatch(
      /^1 pair loosened, 1 tightened, 0 added\n/,
    );
  });

  it("accepts a loosening by a comment in the module", async () => {
    expect((await diff("old.ts", "new.ts", "--fail-on", "loosened")).status).toBe(1);
    const { status, stdout } = await diff("old.ts", "accepted.ts", "--fail-on", "loosened");
    expect(stdout).toContain("Loosened, and accepted by this change\n");
    expect(status).toBe(0);
  });

  it("annotates the top of the module", async () => {
    const { stdout } = await diff("old.ts", "new.ts", "--format", "github");
    expect(stdout).toContain("::warning file=new.ts,line=1,title=loosened%3A A with a committed A::");
  });

  it.each([
    [["old.ts"], "name the files to compare with 'old.ts'"],
    [
      ["old.ts", "new.ts", "same.conflicts"],
      "'new.ts' is a module with a whole rule set, which cannot be merged",
    ],
    [["gone.ts", "new.ts"], "'gone.ts' is not a file, and git cannot find out"],
  ])("refuses %j", async (args, message) => {
    const { status, stdout, stderr } = await diff(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});
