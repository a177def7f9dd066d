import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run } from "../../../tests/truce.ts";

const RULES = `/// One note on top.
NotePinned conflicts NotePinned, NoteRemoved
NoteAdded  never conflicts
`;
const PASSING = `cases:
  - incoming: NotePinned
    committed: [NotePinned, NoteRemoved]
    expect: conflict
  - { incoming: NoteAdded, committed: NotePinned, expect: compatible }
`;
const FAILING = `rules: ../notes.conflicts
cases:
  - name: a note over a pinned one
    incoming: NoteAdded
    committed: NotePinned
    expect: conflict
  - { incoming: NotePinned, committed: NotePinned, expect: conflict }
`;

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "notes.conflicts": RULES,
    "notes.conflicts.test.yaml": PASSING,
    "more/failing.conflicts.test.yaml": FAILING,
    "more/broken.conflicts.test.yaml": "case: 1\n",
    "more/unruly.conflicts.test.yaml": `rules: unruly.conflicts\n${PASSING}`,
    "more/unruly.conflicts": "NotePinned conflict NotePinned\n",
    "more/lonely.conflicts.test.yaml": PASSING,
    "none/readme.txt": "",
  });
});

afterAll(() => folder.remove());

const test = (...args: readonly string[]): Promise<Run> => truce(["test", ...args], { cwd: folder.root });

describe("exit status", () => {
  it.each([
    { args: ["notes.conflicts.test.yaml"], status: 0 },
    { args: ["notes.conflicts.test.yaml", "--coverage"], status: 0 },
    { args: ["more/failing.conflicts.test.yaml"], status: 1 },
    { args: ["more/failing.conflicts.test.yaml", "notes.conflicts.test.yaml"], status: 1 },
    { args: ["more/broken.conflicts.test.yaml"], status: 1 },
    { args: ["more/unruly.conflicts.test.yaml"], status: 1 },
    { args: ["more/lonely.conflicts.test.yaml"], status: 2 },
    { args: [], status: 2 },
    { args: ["more"], status: 2 },
    { args: ["more/[bfu]*.yaml"], status: 1 },
    { args: ["**/f*.conflicts.test.yaml"], status: 1 },
    { args: ["none"], status: 2 },
    { args: ["nowhere.conflicts.test.yaml"], status: 2 },
    { args: ["--format", "xml"], status: 2 },
  ])("truce test $args: $status", async ({ args, status }) => {
    expect((await test(...args)).status).toBe(status);
  });
});

describe("text", () => {
  it("is one line if all cases pass", async () => {
    expect(await test("notes.conflicts.test.yaml")).toEqual({
      status: 0,
      stdout: "2 cases passed in 1 file\n",
      stderr: "",
    });
  });

  it("shows what failed, and why", async () => {
    expect((await test("more/failing.conflicts.test.yaml")).stdout).toBe(
      `more/failing.conflicts.test.yaml:6:13: failed: 'NoteAdded' is compatible with 'NotePinned', but 'conflict' is expected
  6 |     expect: conflict
    |             ^^^^^^^^
  case: a note over a pinned one
  NoteAdded never conflicts
    notes.conflicts:3

1 case passed, 1 failed in 1 file
`,
    );
  });

  it("lists the rules that no case exercises", async () => {
    const { stdout, status } = await test("more/failing.conflicts.test.yaml", "--coverage");
    expect(status).toBe(1);
    expect(stdout).toContain(
      "notes.conflicts:2:1: not exercised: NotePinned conflicts NoteRemoved\n\n1 case passed, 1 failed in 1 file; 2 of 3 rules exercised\n",
    );
  });

  it("counts a rule as exercised if another file exercises it", async () => {
    const { stdout } = await test(
      "more/failing.conflicts.test.yaml",
      "notes.conflicts.test.yaml",
      "--coverage",
    );
    expect(stdout).toContain("3 cases passed, 1 failed in 2 files; 3 of 3 rules exercised\n");
  });

  it("shows what is wrong with a test file", async () => {
    expect((await test("more/broken.conflicts.test.yaml")).stdout).toBe(
      `more/broken.conflicts.test.yaml:1:1: error: a test file cannot have 'case'
  1 | case: 1
    | ^^^^
  help: did you mean 'cases'?

more/broken.conflicts.test.yaml:1:7: error: a case is written as 'key: value' with 'name', 'stream', 'incoming', 'committed', 'expect', 'because', 'rule'
  1 | case: 1
    |       ^

0 cases passed in 1 file; 1 file not run
`,
    );
  });

  it("shows what is wrong with its rules", async () => {
    const { stdout } = await test("more/unruly.conflicts.test.yaml");
    expect(stdout).toContain("more/unruly.conflicts:1:12: error CF1007");
    expect(stdout).toContain(
      "more/unruly.conflicts.test.yaml: its cases were not run, because its rules have errors",
    );
  });

  it("names a missing rule file, with the place in the test file", async () => {
    const { stdout } = await test("more/lonely.conflicts.test.yaml");
    expect(stdout).toContain(
      "more/lonely.conflicts.test.yaml:1:1: error: the rule file 'more/lonely.conflicts' does not exist\n",
    );
  });
});

describe("JSON", () => {
  it("has every case, and all that the text has", async () => {
    const { stdout, status } = await test("more", "--coverage", "--format", "json");
    expect(status).toBe(2);
    const report = JSON.parse(stdout) as unknown;
    expect(report).toMatchObject({
      version: 1,
      passed: 1,
      failed: 1,
      broken: 3,
      files: [
        {
          file: "more/broken.conflicts.test.yaml",
          problems: [
            { message: "a test file cannot have 'case'", suggestion: "did you mean 'cases'?" },
            { message: expect.stringMatching(/^a case is written as/) as string, suggestion: null },
          ],
          cases: [],
        },
        {
          file: "more/failing.conflicts.test.yaml",
          problems: [],
          ruleErrors: [],
          cases: [
            {
              name: "a note over a pinned one",
              start: { line: 3, column: 5, offset: 37 },
              passed: false,
              failures: [
                {
                  notes: ["NoteAdded never conflicts", "  notes.conflicts:3"],
                  start: { line: 6, column: 13, offset: 130 },
                },
              ],
            },
            { name: null, passed: true, failures: [] },
          ],
        },
        {
          file: "more/lonely.conflicts.test.yaml",
          problems: [{ message: "the rule file 'more/lonely.conflicts' does not exist" }],
        },
        {
          file: "more/unruly.conflicts.test.yaml",
          ruleErrors: [{ code: "CF1007", start: { line: 1, column: 12 } }],
        },
      ],
      coverage: {
        rules: 3,
        exercised: 2,
        notExercised: [
          {
            rule: "NotePinned conflicts NoteRemoved",
            source: { file: "notes.conflicts", line: 2, column: 1 },
          },
        ],
      },
    });
  });

  it("has no coverage without --coverage", async () => {
    const { stdout } = await test("notes.conflicts.test.yaml", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ coverage: null });
  });
});
