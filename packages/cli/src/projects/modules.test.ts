/** Commands on rules that are written in TypeScript. */

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { gitRepository } from "../../tests/git-repository.ts";
import { truce, type Run } from "../../tests/truce.ts";
import { moduleWith, withCore } from "../../tests/with-core.ts";

const SEATS = `{
  SeatBooked: [{
    type: "SeatBooked",
    conflictsWhen: (mine, theirs) => mine.data.seat === theirs.data.seat,
    reason: "two people booked the same seat",
  }],
  NoteAdded: [],
}`;

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await withCore(
    await projectFolder({
      "rules.ts": moduleWith(SEATS),
      "default.ts": moduleWith('{ Default: ["Default"] }', "export default"),
      "only.mts": moduleWith('{ Only: ["Only"] }', "export const seats: unknown ="),
      "twice.ts": `${moduleWith('{ Twice: ["Twice"] }', "const seats: unknown =")}export { seats as one, seats as two };\n`,
      "several.ts": `${moduleWith("{ A: [] }", "const a: unknown =")}const b: unknown = defineConflictRules({ rules: { B: [] } });\nexport { a, b };\n`,
      "named.js": `${moduleWith("{ Wrong: [] }", "export default")}export const rules = defineConflictRules({ rules: { Named: [] } });\n`,
      "none.ts": "export const rules: object = { rules: [], registrations: [] };\n",
      "copied.ts": `${moduleWith("{ A: [] }", "const made: object =")}export const rules: object = { ...made };\n`,
      "throws.ts": "\nthrow new Error('the database is down');\n",
      "throws-text.ts": "throw 'text';\n",
      "invalid.ts": moduleWith('{ A: "B", C: 7 }'),
      "old-node.ts":
        "throw Object.assign(new TypeError('Unknown file extension'), { code: 'ERR_UNKNOWN_FILE_EXTENSION' });\n",
      "other.conflicts": "A never conflicts\n",
      "folder.ts/a.txt": "",
    }),
  );
});
afterAll(() => folder.remove());
afterEach(() => vi.restoreAllMocks());

const run = (args: string): Promise<Run> => truce(args.split(" "), { cwd: folder.root });

describe("a list of events", () => {
  it.each([
    { what: "as events", text: 'export const events = ["A", "B"];' },
    { what: "by default", text: 'export default ["A", "B"];' },
    { what: "with fields", text: 'export const events = { A: ["x"], B: null };' },
  ])("can be a module that exports it $what", async ({ text }) => {
    const own = await projectFolder({ "events.ts": text, "a.conflicts": "A conflicts C\n" });
    const { status, stdout } = await truce(["check", "--events", "events.ts"], { cwd: own.root });
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining("unknown event 'C'") as unknown,
    });
    await own.remove();
  });

  it.each([
    { text: "export const other = 1;", says: "exports no list: export one as 'events'" },
    { text: "throw new Error('no')", says: "cannot be loaded: no" },
    { text: "export const events = [];", says: "is empty" },
    { text: "export const events = 1;", says: "is not a list" },
  ])("that is the module '$text' is refused", async ({ text, says }) => {
    const own = await projectFolder({ "events.mjs": text, "a.conflicts": "A conflicts C\n" });
    const { status, stderr } = await truce(["check", "--events", "events.mjs"], { cwd: own.root });
    expect(status).toBe(2);
    expect(stderr).toContain(`truce: the event list 'events.mjs' ${says}`);
    await own.remove();
  });
});

describe("a module with rules", () => {
  it.each([
    ["rules.ts", "SeatBooked"],
    ["./rules.ts", "SeatBooked"],
    ["rule[s].ts", "SeatBooked"],
    ["default.ts", "Default"],
    ["only.mts", "Only"],
    ["twice.ts", "Twice"],
    ["named.js", "Named"],
  ])("is read: %s", async (file, type) => {
    const { status, stdout, stderr } = await run(`matrix ${file}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(` ${type} `);
  });

  it("is explained, without a place", async () => {
    const { status, stdout, stderr } = await run("explain SeatBooked SeatBooked rules.ts");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Whether an incoming SeatBooked conflicts .* depends on their payloads/);
    expect(stdout).toContain(
      '  SeatBooked conflicts SeatBooked if its predicate says so\n    "two people booked',
    );
  });

  it("is read if truce build has written it, with the places of the .conflicts file", async () => {
    expect((await run("build other.conflicts --out made-rules.ts")).status).toBe(0);
    const { status, stdout } = await run("explain A A made-rules.ts");
    expect(status).toBe(0);
    expect(stdout).toContain("  A never conflicts\n    other.conflicts:1\n");
  });

  it.each(["text", "md", "csv", "json", "svg"])("has a matrix: %s", async (format) => {
    const { status, stdout } = await run(`matrix rules.ts --format ${format}`);
    expect(status).toBe(0);
    expect(stdout).toContain("predicate");
  });

  it.each([
    ["gone.ts", "'gone.ts' does not exist"],
    ["../rules.ts", "'../rules.ts' is outside the root of the project"],
    ["folder.ts", "'folder.ts' is not a module"],
    ["none.ts", "'none.ts' exports no conflict rules: export what defineConflictRules returns, as 'rules'"],
    [
      "copied.ts",
      "'copied.ts' exports no conflict rules: export what defineConflictRules returns, as 'rules'",
    ],
    ["several.ts", "'several.ts' exports several rule sets, 'a', 'b': export the one that counts as 'rules'"],
    ["throws.ts", "'throws.ts' cannot be loaded: the database is down (throws.ts:2)"],
    ["throws-text.ts", "'throws-text.ts' cannot be loaded: text"],
    [
      "invalid.ts",
      "'invalid.ts' cannot be loaded: the conflict rules are not valid: " +
        "declaration 0: what it conflicts with must be a list; declaration 1: what it conflicts with must be a list (invalid.ts:2)",
    ],
    [
      "rules.ts other.conflicts",
      "'rules.ts' is a module with a whole rule set, which cannot be merged with other rules: name it alone",
    ],
    [
      "*t.ts",
      "'default.ts', 'throws-text.ts' are modules with a rule set each, and rule sets cannot be merged: name one of them",
    ],
  ])("that cannot be used is an error: %s", async (files, message) => {
    expect(await run(`matrix ${files}`)).toEqual({ status: 2, stdout: "", stderr: `truce: ${message}\n` });
  });

  it("needs a Node that can load TypeScript", async () => {
    vi.spyOn(process.features, "typescript", "get").mockReturnValue(false);
    const { status, stderr } = await run("matrix old-node.ts");
    expect(status).toBe(2);
    expect(stderr).toBe(
      `truce: 'old-node.ts' is TypeScript, which Node ${process.versions.node} cannot load: use Node 22.18 or newer, or name a JavaScript module\n`,
    );
  });

  it.each([
    "check rules.ts",
    "check --fix rules.ts",
    "fmt rules.ts",
    "fmt other.conflicts rules.ts",
    "build rules.ts",
  ])("has no text for this command: truce %s", async (command) => {
    expect(await run(command)).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: 'rules.ts' is a module, and this command is only for .conflicts files\n",
    });
  });
});

describe("a module in truce.json", () => {
  let repository: ProjectFolder;
  beforeAll(async () => {
    const projects = [
      { root: "seats", rules: "src/rules.ts", events: "events.json" },
      { root: "notes", out: "rules.ts" },
    ];
    repository = await withCore(
      await gitRepository({
        "truce.json": JSON.stringify({ projects }),
        "seats/src/rules.ts": moduleWith(SEATS),
        "seats/events.json": '["SeatBooked", "NoteAdded", "SeatFreed"]',
        "notes/notes.conflicts": "NoteAdded never conflicts\n",
      }),
    );
  });
  afterAll(() => repository.remove());

  const runIn = (cwd: string, ...args: readonly string[]): Promise<Run> =>
    truce(args, { cwd: repository.at(cwd) });

  it("has the rules of its project, with the events of the list", async () => {
    const { status, stdout } = await runIn("seats/src", "matrix");
    expect(status).toBe(0);
    for (const type of ["NoteAdded", "SeatBooked", "SeatFreed"]) expect(stdout).toContain(` ${type} `);
    const explained = await runIn(".", "explain", "SeatFreed", "SeatBooked", "--project", "seats");
    expect(explained.stdout).toContain("it has no rule");
  });

  it("is left out by commands that work on .conflicts files", async () => {
    expect(await runIn(".", "check")).toMatchObject({ status: 0, stdout: "no problems in 1 file\n" });
    expect(await runIn(".", "fmt", "--check")).toMatchObject({
      status: 0,
      stdout: "nothing to format in 1 file\n",
    });
    expect(await runIn(".", "build")).toMatchObject({ status: 0, stdout: "wrote notes/rules.ts\n" });
  });

  it.each(["check", "fmt", "build"])("is refused by truce %s in its own project", async (command) => {
    expect(await runIn("seats", command)).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: 'src/rules.ts' is a module, and this command is only for .conflicts files\n",
    });
  });

  it("cannot be merged with .conflicts files", async () => {
    await repository.write({ "seats/deep/more.conflicts": "A never conflicts\n" });
    expect(await runIn("seats", "matrix")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "truce: the rules of this project are in 'src/rules.ts' and also in 'deep/more.conflicts': rule sets cannot be merged\n",
    });
  });

  it.each([
    [
      { rules: "a.conflicts" },
      "'a.conflicts' is not a module: .conflicts files need no 'rules', all below the root count",
    ],
    [{ rules: "../rules.ts" }, "'../rules.ts' is outside the root of the project"],
    [
      { rules: "rules.ts", out: "out.ts" },
      "'out' is built from .conflicts files, but the rules of this project are a module",
    ],
  ])("is checked: %j", async (settings, message) => {
    const other = await projectFolder({
      "truce.json": JSON.stringify({ projects: [{ root: "app", ...settings }] }),
      "app/x.txt": "",
    });
    const { status, stderr } = await truce(["matrix"], { cwd: other.root });
    await other.remove();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^truce: truce\.json:1:\d+: /);
    expect(stderr).toContain(`: ${message}\n`);
  });
});
