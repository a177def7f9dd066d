import { DIAGNOSTICS } from "@truce/rules-dsl";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../tests/truce.ts";
import { COMMANDS } from "./commands.ts";
import { VERSION } from "./base/version.ts";

const ESCAPE = "\u{1B}";
let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({ "a.conflicts": "A conflict B\n" });
});

afterAll(() => folder.remove());

const run = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(args, { cwd: folder.root, ...world });

describe("help", () => {
  it.each([["--help"], ["-h"], ["help"]])("truce %s lists the commands", async (argument) => {
    const { status, stdout, stderr } = await run([argument]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const { name, summary } of COMMANDS)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary}$`, "m"));
    expect(stdout).toContain("Exit status:");
  });

  it.each(COMMANDS)("truce $name --help and truce help $name print examples", async ({ name }) => {
    const { status, stdout, stderr } = await run([name, "--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`Usage: truce ${name}`);
    expect(stdout).toMatch(new RegExp(`\nExamples:\n  \\$ truce ${name}`));
    expect(await run(["help", name])).toEqual({ status, stdout, stderr });
  });

  it("is printed with status 2 if there is no command", async () => {
    const { status, stdout, stderr } = await run([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Usage: truce [options] [command]");
  });

  it("is as wide as the terminal", async () => {
    const { stdout } = await run(["check", "--help"], { columns: 72 });
    const wrapped = stdout.slice(0, stdout.indexOf("Examples:"));
    expect(Math.max(...wrapped.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

describe("the page of a diagnostic", () => {
  it.each(Object.keys(DIAGNOSTICS))("truce help %s", async (code) => {
    const { status, stdout, stderr } = await run(["help", code]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^${code}: `));
    expect(stdout).not.toContain("```");
    expect(await run(["help", code.toLowerCase()])).toEqual({ status, stdout, stderr });
  });
});

describe("the version", () => {
  it.each([["--version"], ["-V"]])("truce %s", async (argument) => {
    expect(await run([argument])).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("wrong usage is reported in one line, with status 2", () => {
  it.each([
    { args: ["chek"], says: "unknown command 'chek' (did you mean 'check'?)" },
    { args: ["nonsense"], says: "unknown command 'nonsense'" },
    { args: ["check", "--colour"], says: "unknown option '--colour' (did you mean '--color'?)" },
    { args: ["check", "--formt", "json"], says: "unknown option '--formt' (did you mean '--format'?)" },
    { args: ["--formt", "check"], says: "unknown option '--formt'" },
    {
      args: ["check", "--format", "xml"],
      says: "argument 'xml' is invalid. Allowed choices are text, json, github, sarif.",
    },
    { args: ["check", "--format"], says: "option '--format <format>' argument missing" },
    { args: ["check", "--max-warnings", "-1"], says: "It must be a whole number." },
    { args: ["check", "--max-warnings", "1e3"], says: "It must be a whole number." },
    { args: ["init", "a.conflicts", "b.conflicts"], says: "too many arguments for 'init'" },
    { args: ["help", "nonsense"], says: "there is no help on 'nonsense'" },
    { args: ["help", "CF9999"], says: "there is no diagnostic 'CF9999'" },
    { args: ["check", "--stdin-filename", "x"], says: "--stdin-filename is a name for standard input" },
    { args: ["check", "--root", "nowhere"], says: "nowhere' does not exist" },
    { args: ["check", "--root", "a.conflicts"], says: "a.conflicts' is not a folder" },
  ])("truce $args", async ({ args, says }) => {
    const { status, stdout, stderr } = await run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const [line, hint, ...rest] = stderr.split("\n");
    expect(line).toMatch(/^truce: /);
    expect(line).toContain(says);
    expect([hint, ...rest]).toEqual(hint === "" ? [""] : ["see 'truce --help'", ""]);
  });

  it("control characters in arguments are replaced", async () => {
    for (const args of [
      [`${ESCAPE}[2J\n`],
      ["check", `${ESCAPE}[2J\n‮`],
      ["check", `--${ESCAPE}[2J`],
      ["init", `${ESCAPE}x`],
    ]) {
      const { status, stderr } = await run(args);
      expect(status).toBe(2);
      expect(stderr).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      expect(stderr.split("\n").length).toBeLessThanOrEqual(3);
    }
  });
});

describe("the root", () => {
  it.each([
    ["--root", "sub", "check"],
    ["check", "--root", "sub"],
    ["--root=sub", "check", "x.conflicts"],
  ])("truce %s %s %s", async (...args) => {
    await folder.write({ "sub/x.conflicts": "X conflicts X\n" });
    expect(await run(args.filter(Boolean))).toEqual({
      status: 0,
      stdout: "no problems in 1 file\n",
      stderr: "",
    });
  });
});

describe("colours", () => {
  it.each([
    { what: "none if the output is not a terminal", world: {}, args: [], colors: false },
    { what: "on a terminal", world: { isTerminal: true }, args: [], colors: true },
    {
      what: "none on a dumb terminal",
      world: { isTerminal: true, env: { TERM: "dumb" } },
      args: [],
      colors: false,
    },
    { what: "NO_COLOR", world: { isTerminal: true, env: { NO_COLOR: "1" } }, args: [], colors: false },
    { what: "an empty NO_COLOR", world: { isTerminal: true, env: { NO_COLOR: "" } }, args: [], colors: true },
    { what: "FORCE_COLOR", world: { env: { FORCE_COLOR: "1" } }, args: [], colors: true },
    { what: "an empty FORCE_COLOR", world: { env: { FORCE_COLOR: "" } }, args: [], colors: true },
    {
      what: "FORCE_COLOR=0",
      world: { isTerminal: true, env: { FORCE_COLOR: "0" } },
      args: [],
      colors: false,
    },
    {
      what: "FORCE_COLOR before NO_COLOR",
      world: { env: { FORCE_COLOR: "1", NO_COLOR: "1" } },
      args: [],
      colors: true,
    },
    { what: "--color", world: { env: { NO_COLOR: "1", FORCE_COLOR: "0" } }, args: ["--color"], colors: true },
    {
      what: "--no-color",
      world: { isTerminal: true, env: { FORCE_COLOR: "1" } },
      args: ["--no-color"],
      colors: false,
    },
  ])("$what", async ({ world, args, colors }) => {
    for (const command of [["check"], ["--help"]]) {
      const { stdout } = await run([...args, ...command], world);
      expect(stdout.includes(ESCAPE), command.join(" ")).toBe(colors);
    }
  });

  it("do not change the text", async () => {
    const [plain, colored] = [await run(["check"]), await run(["check", "--color"])];
    expect(colored.stdout.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, "g"), "")).toBe(plain.stdout);
  });
});
