import { chmod, readdir, readFile, readlink, stat, symlink } from "node:fs/promises";
import { asOrdinaryUser, projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../../tests/truce.ts";

const onWindows = process.platform === "win32";
const MESSY = "A    conflicts   B\n\n\n\nLonger never conflicts\n";
const TIDY = "A conflicts B\n\nLonger never conflicts\n";
const BROKEN = "A    conflict B\n";
let made: ProjectFolder | undefined;
let folder: ProjectFolder;

beforeEach(async () => {
  await made?.remove();
  made = folder = await projectFolder({ "messy.conflicts": MESSY, "tidy.conflicts": TIDY });
});

afterAll(() => made?.remove());

const fmt = (args: readonly string[] = [], world: Partial<World> = {}): Promise<Run> =>
  truce(["fmt", ...args], { cwd: folder.root, ...world });
const read = (file: string): Promise<string> => readFile(folder.at(file), "utf8");

describe("truce fmt", () => {
  it("formats files in place, and does not touch formatted ones", async () => {
    const before = await stat(folder.at("tidy.conflicts"));
    expect(await fmt()).toEqual({
      status: 0,
      stdout: "formatted messy.conflicts\n1 of 2 files changed\n",
      stderr: "",
    });
    expect(await read("messy.conflicts")).toBe(TIDY);
    expect((await stat(folder.at("tidy.conflicts"))).mtimeMs).toBe(before.mtimeMs);
    expect(await fmt()).toEqual({ status: 0, stdout: "0 of 2 files changed\n", stderr: "" });
    expect((await readdir(folder.root)).toSorted()).toEqual(["messy.conflicts", "tidy.conflicts"]);
  });

  it("does not write a file with errors, but writes the others", async () => {
    await folder.write({ "a-broken.conflicts": BROKEN });
    const { status, stdout, stderr } = await fmt();
    expect(status).toBe(1);
    expect(stdout).toBe("formatted messy.conflicts\n1 of 2 files changed\n");
    expect(stderr).toContain("a-broken.conflicts:1:6: error CF1007");
    expect(stderr).toContain("'a-broken.conflicts' has errors, so it was not changed\n");
    expect(await read("a-broken.conflicts")).toBe(BROKEN);
  });

  it("replaces other line ends, and removes a byte order mark", async () => {
    await folder.write({ "messy.conflicts": `\u{FEFF}${MESSY.replaceAll("\n", "\r\n")}` });
    expect((await fmt()).status).toBe(0);
    expect(await read("messy.conflicts")).toBe(TIDY);
  });

  it.skipIf(onWindows)("keeps the mode of a file", async () => {
    await chmod(folder.at("messy.conflicts"), 0o640);
    await fmt();
    expect((await stat(folder.at("messy.conflicts"))).mode & 0o777).toBe(0o640);
  });

  it.skipIf(onWindows)("keeps a symbolic link, and formats the file that it leads to", async () => {
    await folder.write({ "deep/target.conflicts": MESSY });
    await symlink("deep/target.conflicts", folder.at("link.conflicts"));
    expect((await fmt(["link.conflicts"])).status).toBe(0);
    expect(await readlink(folder.at("link.conflicts"))).toBe("deep/target.conflicts");
    expect(await read("deep/target.conflicts")).toBe(TIDY);
  });

  it.skipIf(onWindows)("names every file that cannot be written, and exits with 2", async () => {
    await folder.write({ "closed/x.conflicts": MESSY, "a-broken.conflicts": BROKEN });
    await chmod(folder.root, 0o755);
    await chmod(folder.at("messy.conflicts"), 0o666);
    await chmod(folder.at("closed/x.conflicts"), 0o444);
    const { status, stdout, stderr } = await asOrdinaryUser(() => fmt());
    expect(status).toBe(2);
    expect(stdout).toBe("formatted messy.conflicts\n1 of 3 files changed\n");
    expect(stderr).toContain("truce: 'closed/x.conflicts' cannot be written: EACCES\n");
    expect(await read("closed/x.conflicts")).toBe(MESSY);
    expect(await readdir(folder.at("closed"))).toEqual(["x.conflicts"]);
  });
});

describe("truce fmt --check", () => {
  it("lists the files that are not formatted, and changes nothing", async () => {
    expect(await fmt(["--check"])).toEqual({
      status: 1,
      stdout: "messy.conflicts\n1 of 2 files not formatted: run 'truce fmt'\n",
      stderr: "",
    });
    expect(await read("messy.conflicts")).toBe(MESSY);
  });

  it("succeeds for formatted files", async () => {
    expect(await fmt(["--check", "tidy.conflicts"])).toEqual({
      status: 0,
      stdout: "nothing to format in 1 file\n",
      stderr: "",
    });
  });

  it("fails for a file with errors", async () => {
    await folder.write({ "broken.conflicts": BROKEN });
    expect((await fmt(["--check", "broken.conflicts"])).status).toBe(1);
  });
});

describe("truce fmt --diff", () => {
  it("prints a patch, and changes nothing", async () => {
    expect(await fmt(["--diff"])).toEqual({
      status: 1,
      stdout: [
        "--- a/messy.conflicts",
        "+++ b/messy.conflicts",
        "@@ -1,5 +1,3 @@",
        "-A    conflicts   B",
        "+A conflicts B",
        " ",
        "-",
        "-",
        " Longer never conflicts",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(await read("messy.conflicts")).toBe(MESSY);
  });

  it("prints colours on a terminal, but no control characters of the text", async () => {
    await folder.write({ "messy.conflicts": "A   conflicts B // \u{9B}31m\n" });
    const { stdout } = await fmt(["--diff"], { isTerminal: true });
    expect(stdout).toContain("\u{1B}[32m+A conflicts B // \u{FFFD}31m\u{1B}[39m");
    expect(stdout).not.toContain("\u{9B}");
    expect((await fmt(["--diff"])).stdout).toContain("\u{9B}");
  });

  it("replaces control characters of standard input only on a terminal", async () => {
    const stdin = "A   conflicts B // \u{9B}31m\n";
    expect((await fmt(["-"], { stdin })).stdout).toBe("A conflicts B // \u{9B}31m\n");
    expect((await fmt(["-"], { stdin, isTerminal: true })).stdout).toBe("A conflicts B // \u{FFFD}31m\n");
  });

  it("prints nothing if there is nothing to format", async () => {
    expect(await fmt(["--diff", "tidy.conflicts"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("cannot be combined with --check", async () => {
    const { status, stderr } = await fmt(["--diff", "--check"]);
    expect(status).toBe(2);
    expect(stderr).toContain("'--check' cannot be used with option '--diff'");
  });
});

describe("truce fmt -", () => {
  it("formats standard input to standard output", async () => {
    expect(await fmt(["-"], { stdin: MESSY })).toEqual({ status: 0, stdout: TIDY, stderr: "" });
    expect(await fmt(["-"], { stdin: "" })).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("prints nothing on standard output for a text with errors", async () => {
    const { status, stdout, stderr } = await fmt(["-", "--stdin-filename", "x.conflicts"], { stdin: BROKEN });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("x.conflicts:1:6: error CF1007");
  });

  it("can be combined with --check and --diff", async () => {
    expect((await fmt(["-", "--check"], { stdin: MESSY })).stdout).toMatch(/^<stdin>\n/);
    expect((await fmt(["-", "--diff"], { stdin: MESSY })).stdout).toMatch(/^--- a\/<stdin>\n/);
  });

  it("cannot be combined with other files", async () => {
    const { status, stderr } = await fmt(["-", "tidy.conflicts"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: '-' cannot be combined with other files\n",
    });
  });
});
