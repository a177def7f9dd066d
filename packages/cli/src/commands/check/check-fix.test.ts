import { chmod, readFile, symlink } from "node:fs/promises";
import { asOrdinaryUser, projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../../tests/truce.ts";

const onWindows = process.platform === "win32";
const BROKEN = "A conflict B\r\nB conflict A on mine.id\n";
const FIXED = "A conflicts B\r\nB conflicts A on id\n";

let folder: ProjectFolder;

beforeEach(async () => {
  folder = await projectFolder({
    "broken.conflicts": BROKEN,
    "clean.conflicts": "A conflicts A\n",
  });
});

afterEach(() => folder.remove());

const fix = (args: readonly string[] = [], world: Partial<World> = {}): Promise<Run> =>
  truce(["check", "--fix", ...args], { cwd: folder.root, ...world });
const read = (file: string): Promise<string> => readFile(folder.at(file), "utf8");

describe("truce check --fix", () => {
  it("applies all fixes, also those that the first fix reveals, and counts them", async () => {
    expect(await fix()).toEqual({
      status: 0,
      stdout: "fixed 3 problems in 1 file\nno problems in 2 files\n",
      stderr: "",
    });
    expect(await read("broken.conflicts")).toBe(FIXED);
    expect(await read("clean.conflicts")).toBe("A conflicts A\n");
    expect((await fix()).stdout).toBe("fixed 0 problems in 0 files\nno problems in 2 files\n");
  });

  it("changes nothing without --fix", async () => {
    expect((await truce(["check"], { cwd: folder.root })).stdout).not.toContain("fixed");
    expect(await read("broken.conflicts")).toBe(BROKEN);
  });

  it("reports the remaining problems at their new places, and exits with their status", async () => {
    await folder.write({ "broken.conflicts": "A conflict B\nC conflict A, A\nC never conflicts\n" });
    const { status, stdout } = await fix();
    expect(status).toBe(1);
    expect(stdout).toContain("broken.conflicts:2:16: warning CF3001: 'A' is repeated");
    expect(stdout).toContain("error CF2005");
    expect(stdout).toContain(
      "\nfixed 2 problems in 1 file\n1 error and 1 warning in 2 files ('truce help CODE' explains each code)\n",
    );
    await folder.write({ "broken.conflicts": "A conflict B, B\n" });
    expect((await fix(["--max-warnings", "0"])).status).toBe(1);
    expect((await fix()).status).toBe(0);
  });

  it("prints nothing with --quiet if nothing was fixed", async () => {
    expect((await fix(["--quiet"])).stdout).toContain("fixed 3 problems in 1 file\n");
    expect(await fix(["--quiet"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("changes the files on the command line, but not those that they import", async () => {
    await folder.write({
      "a.conflicts": 'import "g.conflicts"\nA conflict @G\n',
      "g.conflicts": "group @G = A, B\nB conflict A\n",
    });
    const { status, stdout } = await fix(["a.conflicts"]);
    expect(status).toBe(1);
    expect(stdout).toContain("g.conflicts:2:3: error CF1007");
    expect(stdout).toContain("fixed 1 problem in 1 file\n1 error in 2 files");
    expect(await read("a.conflicts")).toBe('import "g.conflicts"\nA conflicts @G\n');
    expect(await read("g.conflicts")).toBe("group @G = A, B\nB conflict A\n");
  });

  it.skipIf(onWindows)("never writes a file outside the project", async () => {
    const outside = await projectFolder({ "x.conflicts": BROKEN });
    await symlink(outside.at("x.conflicts"), folder.at("link.conflicts"));
    for (const args of [[], ["link.conflicts"], [outside.at("x.conflicts")]]) {
      const { status, stdout } = await fix(args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
    expect(await readFile(outside.at("x.conflicts"), "utf8")).toBe(BROKEN);
    await outside.remove();
  });

  it.skipIf(onWindows)(
    "names a file that cannot be written, reports its problems, and exits with 2",
    async () => {
      await folder.write({ "closed/x.conflicts": "A conflict A\n" });
      await chmod(folder.root, 0o755);
      await chmod(folder.at("broken.conflicts"), 0o666);
      await chmod(folder.at("closed/x.conflicts"), 0o444);
      const { status, stdout, stderr } = await asOrdinaryUser(() => fix());
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: "truce: 'closed/x.conflicts' cannot be written: EACCES\n",
      });
      expect(stdout).toContain("closed/x.conflicts:1:3: error CF1007");
      expect(stdout).toContain("fixed 3 problems in 1 file\n1 error in 3 files");
    },
  );
});

describe("truce check --fix --format", () => {
  it("json has a property for what was fixed", async () => {
    const { stdout } = await fix(["--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      diagnostics: [],
      fixed: { problems: 3, files: ["broken.conflicts"] },
    });
  });

  it.each(["github", "sarif"])("%s reports the fixes on standard error", async (format) => {
    const { stdout, stderr } = await fix(["--format", format]);
    expect(stderr).toBe("truce: note: fixed 3 problems in 1 file\n");
    expect(stdout).not.toContain("fixed 3");
  });
});

describe("truce check --fix -", () => {
  it("writes the fixed text to standard output, and the report to standard error", async () => {
    const { status, stdout, stderr } = await fix(["-"], { stdin: `${BROKEN}C conflicts A, A\n` });
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${FIXED}C conflicts A, A\n` });
    expect(stderr).toContain("<stdin>:3:16: warning CF3001");
    expect(stderr).toContain("\nfixed 3 problems in 1 file\n1 warning in 1 file");
  });

  it("prints the text unchanged if there is nothing to fix", async () => {
    const stdin = "A conflicts A \u{9B}\n";
    expect((await fix(["-"], { stdin })).stdout).toBe(stdin);
    expect((await fix(["-"], { stdin, isTerminal: true })).stdout).toBe("A conflicts A \u{FFFD}\n");
  });

  it("writes no file, also with --stdin-filename", async () => {
    const { stdout } = await fix(["-", "--stdin-filename", "broken.conflicts"], { stdin: "A conflict B\n" });
    expect(stdout).toBe("A conflicts B\n");
    expect(await read("broken.conflicts")).toBe(BROKEN);
  });

  it("cannot be combined with other files", async () => {
    expect(await fix(["-", "clean.conflicts"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: with --fix, '-' cannot be combined with other files\n",
    });
  });
});
