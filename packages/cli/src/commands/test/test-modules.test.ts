import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { truce, type Run } from "../../../tests/truce.ts";
import { moduleWith, withCore } from "../../../tests/with-core.ts";

const RULES = `{
  SeatBooked: [{
    type: "SeatBooked",
    conflictsWhen: (mine, theirs) => mine.data.seats.some((seat) => theirs.data.seats.includes(seat)),
    reason: "two people booked the same seat",
  }],
  NoteAdded: [],
}`;

const caseWith = (mine: string, theirs: string, expected: string): string =>
  `  - { incoming: { type: SeatBooked, data: ${mine} }, committed: { type: SeatBooked, data: ${theirs} }, ${expected} }\n`;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await withCore(
    await projectFolder({
      "src/rules.ts": moduleWith(RULES),
      "src/same.ts": moduleWith(RULES),
      "src/none.ts": "export const nothing = 0;\n",
      "a.conflicts": "A conflicts A\n",
    }),
  );
});
afterAll(() => folder.remove());

/** Runs one test file. @param rules - What it has under `rules`. */
async function run(rules: string, cases: string, ...args: readonly string[]): Promise<Run> {
  await folder.write({ "seats.conflicts.test.yaml": `rules: ${rules}\ncases:\n${cases}` });
  return await truce(["test", "seats.conflicts.test.yaml", ...args], { cwd: folder.root });
}

const SAME = caseWith("{ seats: [1, 2] }", "{ seats: [2] }", "expect: conflict, because: same seat");
const OTHER = caseWith("{ seats: [1, 2] }", "{ seats: [3] }", "expect: compatible");

describe("rule tests of a module", () => {
  it("are judged by its predicates", async () => {
    expect(await run("src/rules.ts", SAME + OTHER)).toEqual({
      status: 0,
      stdout: "2 cases passed in 1 file\n",
      stderr: "",
    });
    const { status, stdout } = await run(
      "src/rules.ts",
      caseWith("{ seats: [1] }", "{ seats: [2] }", "expect: conflict"),
    );
    expect(status).toBe(1);
    expect(stdout).toContain("'SeatBooked' is compatible with 'SeatBooked', but 'conflict' is expected");
  });

  it("fail if a predicate throws, at the event", async () => {
    const { status, stdout, stderr } = await run(
      "src/rules.ts",
      caseWith("{}", "{}", "expect: conflict") + OTHER,
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(
      /^seats\.conflicts\.test\.yaml:3:17: failed: 'SeatBooked' cannot be judged against 'SeatBooked': a predicate threw an error: /,
    );
    expect(stdout).toContain("help: give both events the payload that the predicate reads, as 'data'");
    expect(stdout).toContain("1 case passed, 1 failed in 1 file");
  });

  it("cannot name the place of a rule", async () => {
    const { status, stdout } = await run(
      "src/rules.ts",
      caseWith("{ seats: [1] }", "{ seats: [1] }", "expect: conflict, rule: src/rules.ts"),
    );
    expect(status).toBe(1);
    expect(stdout).toContain("but not by a rule in src/rules.ts");
    expect(stdout).toContain(
      "help: rules written in TypeScript have no place: write 'because' instead of 'rule'",
    );
  });

  it.each([
    ["text", "src/rules.ts: not exercised: NoteAdded never conflicts\n"],
    ["json", `"rule": "NoteAdded never conflicts",\n        "file": "src/rules.ts",\n        "source": null`],
    [
      "github",
      "::error file=src/rules.ts,line=1,title=not exercised::no case exercises NoteAdded never conflicts",
    ],
    ["junit", `name="NoteAdded never conflicts" file="src/rules.ts">`],
  ])("have a coverage that names the module: %s", async (format, shown) => {
    const { status, stdout } = await run("src/rules.ts", SAME, "--coverage", "--format", format);
    expect(status).toBe(1);
    expect(stdout).toContain(shown);
  });

  it("count for their own module only, also if another one has the same rules", async () => {
    await folder.write({
      "one.conflicts.test.yaml": `rules: src/rules.ts\ncases:\n${SAME}`,
      "two.conflicts.test.yaml": `rules: src/same.ts\ncases:\n  - { incoming: NoteAdded, committed: NoteAdded, expect: compatible }\n`,
    });
    const files = ["one.conflicts.test.yaml", "two.conflicts.test.yaml"];
    const { status, stdout } = await truce(["test", ...files, "--coverage"], { cwd: folder.root });
    expect(status).toBe(1);
    expect(stdout).toContain("src/rules.ts: not exercised: NoteAdded never conflicts\n");
    expect(stdout).toContain(
      "src/same.ts: not exercised: SeatBooked conflicts SeatBooked if its predicate says so\n",
    );
    expect(stdout).toContain("; 2 of 4 rules exercised\n");
  });

  it.each([
    ["src/none.ts", "the module 'src/none.ts' exports no conflict rules"],
    ["src/gone.ts", "the module 'src/gone.ts' does not exist"],
    [
      "[a.conflicts, src/rules.ts]",
      "'src/rules.ts' is a module with a whole rule set, which cannot be merged",
    ],
    [
      "[src/rules.ts, src/same.ts]",
      "'src/rules.ts' is a module with a whole rule set, which cannot be merged",
    ],
  ])("are not run with rules: %s", async (rules, message) => {
    const { status, stdout } = await run(rules, SAME);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^seats\.conflicts\.test\.yaml:1:\d+: error: /);
    expect(stdout).toContain(message);
    expect(stdout).toContain("1 file not run");
  });
});
