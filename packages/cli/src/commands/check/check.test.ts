import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../../tests/truce.ts";

const onWindows = process.platform === "win32";
let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "clean.conflicts": "A conflicts A\n",
    "warning.conflicts": "B conflicts B, B\n",
    "rules/broken.conflicts": "C conflicts A\r\nC conflict A\r\n",
    "other.txt": "D never conflicts\n",
    "list.json": '["A", "B", "C"]',
  });
});

afterAll(() => folder.remove());

const check = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["check", ...args], { cwd: folder.root, ...world });

describe("exit status", () => {
  it.each([
    { args: ["clean.conflicts"], status: 0 },
    { args: ["warning.conflicts", "clean.conflicts"], status: 0 },
    { args: ["--max-warnings", "1", "warning.conflicts"], status: 0 },
    { args: ["--max-warnings", "0", "warning.conflicts"], status: 1 },
    { args: ["--max-warnings", "0", "--quiet", "warning.conflicts"], status: 1 },
    { args: ["--max-warnings", "0", "clean.conflicts"], status: 0 },
    { args: ["rules"], status: 1 },
    { args: [], status: 1 },
    { args: ["nowhere.conflicts"], status: 2 },
  ])("truce check $args: $status", async ({ args, status }) => {
    expect((await check(args)).status).toBe(status);
  });
});

describe("text", () => {
  it("has every problem with its line, and a count", async () => {
    const { stdout, stderr } = await check([]);
    expect(stderr).toBe("");
    expect(stdout).toBe(
      [
        "rules/broken.conflicts:2:3: error CF1007: found 'conflict' (did you mean 'conflicts'?)",
        "  2 | C conflict A",
        "    |   ^^^^^^^^",
        "",
        "warning.conflicts:1:16: warning CF3001: 'B' is repeated in this rule",
        "  1 | B conflicts B, B",
        "    |                ^",
        "",
        "1 error and 1 warning in 3 files ('truce help CODE' explains each code)",
        "",
      ].join("\n"),
    );
  });

  it("names the code to look up if there is only one", async () => {
    const summaryOf = async (stdin: string): Promise<string | undefined> =>
      (await check(["-"], { stdin })).stdout.split("\n").at(-2);
    expect(await summaryOf("A conflict B\nB conflict A\n")).toBe(
      "2 errors in 1 file ('truce help CF1007' explains it)",
    );
    expect(await summaryOf("A conflict B\nA conflicts A on mine.id\n")).toBe(
      "2 errors in 1 file ('truce help CODE' explains each code)",
    );
  });

  it("has only errors with --quiet, and is empty if there are none", async () => {
    const { stdout } = await check(["--quiet"]);
    expect(stdout).toContain("error CF1007");
    expect(stdout).not.toContain("CF3001");
    expect(await check(["--quiet", "warning.conflicts"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it.skipIf(onWindows)("replaces control characters in file names", async () => {
    const odd = await projectFolder({ "\u{1B}[2J\n‮x.conflicts": "A conflict B\n" });
    const { stdout } = await truce(["check"], { cwd: odd.root });
    expect(stdout).toContain("\u{FFFD}[2J\u{FFFD}\u{FFFD}x.conflicts:1:3: error");
    await odd.remove();
  });
});

describe("files", () => {
  it.each([
    ["with a name that begins with a dash", "-x.conflicts", ["--", "-x.conflicts"]],
    ["with spaces and Unicode", "ü b/注 文.conflicts", ["ü b"]],
    ["with another extension, named on the command line", "rules.txt", ["rules.txt"]],
  ])("%s", async (_what, file, args) => {
    const odd = await projectFolder({ [file]: "A conflicts A\n" });
    const { status, stdout } = await truce(["check", ...args], { cwd: odd.root });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "no problems in 1 file\n" });
    await odd.remove();
  });

  it("that cannot be read are all reported, and nothing is checked", async () => {
    await symlink("nowhere", folder.at("dangling.txt"));
    expect(await check(["nowhere", "rules", "dangling.txt", "../x", "*.md", ""])).toEqual({
      status: 2,
      stdout: "",
      stderr: [
        "truce: '../x' is outside the root of the project",
        "truce: '' is not a file name",
        "truce: 'nowhere' does not exist",
        "truce: '*.md' matches no file",
        "truce: 'dangling.txt' is a symbolic link that leads nowhere",
        "",
      ].join("\n"),
    });
  });

  it("are missing: the message names the folder", async () => {
    const odd = await projectFolder({ "a.conflicts": "", "empty/x.txt": "", "none/x.txt": "" });
    const messageOf = async (...args: readonly string[]): Promise<string> =>
      (await truce(args, { cwd: odd.root })).stderr;
    for (const command of ["check", "fmt", "matrix", "build"])
      expect(await messageOf(command, "empty")).toBe("truce: there is no .conflicts file below 'empty'\n");
    expect(await messageOf("check", "empty", "none")).toBe(
      "truce: there is no .conflicts file below 'empty' or 'none'\n",
    );
    expect(await messageOf("test", "empty")).toBe(
      "truce: there is no .conflicts.test.yaml file below 'empty'\n",
    );
    await odd.remove();
  });

  it("are missing in the whole project: the message names truce init", async () => {
    const empty = await projectFolder({ "x.txt": "" });
    const { status, stderr } = await truce(["check"], { cwd: empty.root });
    expect(status).toBe(2);
    expect(stderr).toBe(
      `truce: there is no .conflicts file below '${empty.root}': 'truce init' writes one\n`,
    );
    await empty.remove();
  });

  it("that are not UTF-8 are refused, and the message names the place", async () => {
    const odd = await projectFolder({ "x.conflicts": Uint8Array.of(0x41, 0x0a, 0xe9, 0x0a) });
    const { status, stderr } = await truce(["check"], { cwd: odd.root });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: 'x.conflicts' is not UTF-8: byte E9 at offset 2, in line 2\n",
    });
    await odd.remove();
  });
});

describe("imports", () => {
  it("are followed, and their problems are reported at their places", async () => {
    const odd = await projectFolder({
      "rules/a.conflicts":
        'import "../shared/g.conflicts"\nimport "nowhere.conflicts"\nimport "../../x"\nA conflicts @G\n',
      "shared/g.conflicts": "group @G = A, B\nB conflict A\n",
    });
    const { status, stdout } = await truce(["check", "rules"], { cwd: odd.root });
    expect(status).toBe(1);
    expect(stdout).toContain(
      "rules/a.conflicts:2:8: error CF2009: 'nowhere.conflicts' cannot be imported: it does not exist",
    );
    expect(stdout).toContain(
      "rules/a.conflicts:3:8: error CF2009: '../../x' cannot be imported: it leads out of the project",
    );
    expect(stdout).toContain("shared/g.conflicts:2:3: error CF1007: found 'conflict'");
    expect(stdout).toContain("  2 | B conflict A\n");
    expect(stdout).toContain("3 errors in 2 files");
    await odd.remove();
  });
});

describe("--coverage", () => {
  it("warns about pairs that no rule decides", async () => {
    const world = { stdin: "events A, B\nA conflicts A\n" };
    expect((await check(["-"], world)).stdout).toBe("no problems in 1 file\n");
    const { status, stdout } = await check(["-", "--coverage"], world);
    expect(status).toBe(0);
    expect(stdout).toContain("warning CF4001");
  });
});

describe("standard input", () => {
  it("is checked with the argument '-', and can have a file name", async () => {
    const world = { stdin: "A conflict B\n" };
    expect((await check(["-"], world)).stdout).toContain("<stdin>:1:3: error CF1007");
    const named = await check(["-", "--stdin-filename", "rules/x.conflicts"], world);
    expect(named.stdout).toContain("rules/x.conflicts:1:3: error CF1007");
    expect(named.status).toBe(1);
  });

  it("replaces the file of that name", async () => {
    const { stdout } = await check(["-", "rules", "--stdin-filename", "rules/broken.conflicts"], {
      stdin: "C conflicts C\n",
    });
    expect(stdout).toBe("no problems in 1 file\n");
  });

  it.each([
    {
      what: "that is not UTF-8",
      stdin: Uint8Array.of(0xff),
      says: "standard input is not UTF-8: byte FF at offset 0",
    },
    {
      what: "of more than 4 MiB",
      stdin: "/".repeat(4 * 1024 * 1024 + 1),
      says: "standard input has more than 4 MiB",
    },
  ])("$what is refused", async ({ stdin, says }) => {
    const { status, stderr } = await check(["-"], { stdin });
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  });

  it("is refused if its file name is outside the root", async () => {
    const { status, stderr } = await check(["-", "--stdin-filename", "../x"], { stdin: "" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: '../x' is outside the root of the project\n",
    });
  });
});

describe("--events", () => {
  it("reports names that are not in the list", async () => {
    const world = { stdin: "A conflicts B, Bee\n" };
    const { status, stdout } = await check(["-", "--events", "list.json"], world);
    expect(status).toBe(1);
    expect(stdout).toContain("error CF2001: unknown event 'Bee'");
    expect((await check(["-", "--events", folder.at("list.json")], world)).stdout).toBe(stdout);
  });

  it("reports fields that the list does not have", async () => {
    await folder.write({ "fields.json": '\u{FEFF}{"A": ["id", "room.id"], "B": null, "C": ["ID"]}' });
    const withFields = (stdin: string): Promise<Run> => check(["-", "--events", "fields.json"], { stdin });
    expect((await withFields("A conflicts A, B on room.id\n")).status).toBe(0);
    expect((await withFields("A conflicts C on id\n")).stdout).toContain("CF2007: 'C' has no field 'id'");
  });

  it.each([
    { list: "[", says: "is not JSON" },
    { list: '"A"', says: "is not a list" },
    { list: "null", says: "is not a list" },
    { list: "[]", says: "is empty" },
    { list: "{}", says: "is empty" },
    { list: '["A", 1]', says: "has no name at position 2" },
    { list: '[""]', says: "has no name at position 1" },
    { list: '{"A": "id"}', says: "at 'A', has no list of fields" },
    { list: '{"A": [null]}', says: "at 'A', has no name at position 1" },
  ])("$list: $says", async ({ list, says }) => {
    await folder.write({ "bad.json": list });
    const { status, stderr } = await check(["--events", "bad.json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^truce: the event list 'bad\.json'.*\n$/);
    expect(stderr).toContain(says);
  });

  it("refuses a list that is not UTF-8", async () => {
    await folder.write({ "bad.json": Uint8Array.of(0x5b, 0xff, 0x5d) });
    expect((await check(["--events", "bad.json"])).stderr).toBe(
      "truce: the event list 'bad.json' is not UTF-8: byte FF at offset 1, in line 1\n",
    );
  });

  it("refuses a list that does not exist or is a folder", async () => {
    expect((await check(["--events", "rules"])).stderr).toBe("truce: the event list 'rules' is a folder\n");
    expect((await check(["--events", "nowhere.json"])).stderr).toBe(
      "truce: the event list 'nowhere.json' does not exist\n",
    );
  });

  it.skipIf(process.platform === "win32")("refuses a pipe without waiting for it", async () => {
    execFileSync("mkfifo", [folder.at("pipe.json")]);
    expect((await check(["--events", "pipe.json"])).stderr).toBe(
      "truce: the event list 'pipe.json' is not an ordinary file\n",
    );
  });

  it("refuses a list that is too long", async () => {
    await folder.write({ "long.json": " ".repeat(4 * 1024 * 1024 + 1) });
    expect((await check(["--events", "long.json"])).stderr).toBe(
      "truce: the event list 'long.json' has more than 4 MiB\n",
    );
  });
});
