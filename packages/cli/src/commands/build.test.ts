import { execFileSync } from "node:child_process";
import { chmod, readdir, readFile, stat, symlink, utimes } from "node:fs/promises";
import { compileOrThrow, generateModule } from "@truce/rules-dsl";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../tests/truce.ts";

const onWindows = process.platform === "win32";
const RULES = "NotePinned conflicts NotePinned on noteId\n";
const MODULE = generateModule(compileOrThrow([{ file: "notes.conflicts", text: RULES }]));

let folder: ProjectFolder;
beforeEach(async () => {
  folder = await projectFolder({ "notes.conflicts": RULES, "broken/b.conflicts": "A conflict B\n" });
});
afterEach(() => folder.remove());

const build = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["build", ...args], { cwd: folder.root, ...world });
const built = (path = "rules.ts"): Promise<string> => readFile(folder.at(path), "utf8");

describe("truce build", () => {
  it("prints the module", async () => {
    expect(await build(["notes.conflicts"])).toEqual({ status: 0, stdout: MODULE, stderr: "" });
  });

  it("takes rules from standard input", async () => {
    const { stdout } = await build(["-"], { stdin: RULES });
    expect(stdout).toBe(MODULE.replaceAll("notes.conflicts", "\\u003cstdin>").replaceAll("\\u003c", "<"));
  });

  it("has the events of a list in the union", async () => {
    await folder.write({ "events.json": '["NotePinned", "NoteRemoved"]' });
    const { stdout } = await build(["notes.conflicts", "--events", "events.json"]);
    expect(stdout).toContain('export type EventType =\n  | "NotePinned"\n  | "NoteRemoved";');
  });

  it("has the events in the union that the rules declare", async () => {
    const { stdout } = await build(["-"], { stdin: "events A, B, C\nA conflicts B\n" });
    expect(stdout).toContain('export type EventType =\n  | "A"\n  | "B"\n  | "C";');
  });

  it("builds nothing of rules with errors, and says what is wrong", async () => {
    const { status, stdout, stderr } = await build(["broken"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("broken/b.conflicts:1:3: error CF1007");
    expect(stderr).toMatch(/\nnothing was built\n$/);
  });

  it("keeps warnings out of the module", async () => {
    const { status, stdout, stderr } = await build(["-"], { stdin: "A conflicts A, A\n" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\/\/ Generated/);
    expect(stderr).toContain("warning CF3001");
  });
});

describe("--out", () => {
  it("writes the module, and again only where something has changed", async () => {
    const args = ["notes.conflicts", "--out", "rules.ts"];
    expect(await build(args)).toEqual({ status: 0, stdout: "wrote rules.ts\n", stderr: "" });
    expect(await built()).toBe(MODULE);
    await utimes(folder.at("rules.ts"), 1, 1);
    expect((await build(args)).stdout).toBe("rules.ts is up to date\n");
    expect((await stat(folder.at("rules.ts"))).mtimeMs).toBe(1000);
    await folder.write({ "notes.conflicts": `${RULES}NoteAdded never conflicts\n` });
    expect((await build(args)).stdout).toBe("wrote rules.ts\n");
    expect(await built()).toContain('"NoteAdded"');
    expect((await readdir(folder.root)).toSorted()).toEqual(["broken", "notes.conflicts", "rules.ts"]);
  });

  it("leaves the module as it is where the rules have errors", async () => {
    await build(["notes.conflicts", "--out", "rules.ts"]);
    expect((await build(["--out", "rules.ts"])).status).toBe(1);
    expect(await built()).toBe(MODULE);
  });

  it("never overwrites what it has not written", async () => {
    await folder.write({ "mine.ts": "export const rules = null;\n" });
    const { status, stderr } = await build(["notes.conflicts", "--out", "mine.ts"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: 'mine.ts' was not written by 'truce build', and is left as it is\n",
    });
    expect(await built("mine.ts")).toBe("export const rules = null;\n");
    expect((await build(["notes.conflicts", "--out", "notes.conflicts"])).status).toBe(2);
    expect(await built("notes.conflicts")).toBe(RULES);
  });

  it.each([
    { out: "nowhere/rules.ts", says: "'nowhere/rules.ts' cannot be written: ENOENT" },
    { out: "broken", says: "'broken' is a folder" },
    {
      out: "-",
      says: "--out names a file: leave it out for standard output, or write './-'",
    },
  ])("$out: $says", async ({ out, says }) => {
    const { status, stderr } = await build(["notes.conflicts", "--out", out]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `truce: ${says}\n` });
  });

  it.skipIf(onWindows)(
    "leaves a pipe and a link that leads nowhere as they are, and says what they are",
    async () => {
      execFileSync("mkfifo", [folder.at("pipe")]);
      await symlink("nowhere.ts", folder.at("dangling.ts"));
      for (const more of [[], ["--check"]]) {
        const out = async (name: string): Promise<string> =>
          (await build(["notes.conflicts", "--out", name, ...more])).stderr;
        expect(await out("pipe")).toBe("truce: 'pipe' is not an ordinary file\n");
        expect(await out("dangling.ts")).toBe("truce: 'dangling.ts' is a symbolic link that leads nowhere\n");
      }
      expect((await stat(folder.at("pipe"))).isFIFO()).toBe(true);
      expect((await readdir(folder.root)).toSorted()).toEqual([
        "broken",
        "dangling.ts",
        "notes.conflicts",
        "pipe",
      ]);
    },
  );

  it.skipIf(onWindows)("writes where a symbolic link leads, and keeps the rights of the file", async () => {
    await build(["notes.conflicts", "--out", "rules.ts"]);
    await chmod(folder.at("rules.ts"), 0o600);
    await symlink("rules.ts", folder.at("link.ts"));
    await folder.write({ "notes.conflicts": "NoteAdded never conflicts\n" });
    expect((await build(["notes.conflicts", "--out", "link.ts"])).stdout).toBe("wrote link.ts\n");
    expect(await built()).toContain("NoteAdded");
    expect((await stat(folder.at("rules.ts"))).mode & 0o777).toBe(0o600);
  });
});

describe("--check", () => {
  const check = (): Promise<Run> => build(["notes.conflicts", "--out", "rules.ts", "--check"]);

  it("says whether the module is up to date, and changes nothing", async () => {
    expect(await check()).toEqual({
      status: 1,
      stdout: "rules.ts is not there: build it again\n",
      stderr: "",
    });
    await folder.write({ "rules.ts": MODULE });
    expect(await check()).toEqual({ status: 0, stdout: "rules.ts is up to date\n", stderr: "" });
    await folder.write({ "notes.conflicts": `// New.\n${RULES}` });
    expect(await check()).toEqual({
      status: 1,
      stdout: "rules.ts is not up to date: build it again\n",
      stderr: "",
    });
    expect(await built()).toBe(MODULE);
  });

  it("does not mind how lines end", async () => {
    await folder.write({ "rules.ts": MODULE.replaceAll("\n", "\r\n") });
    expect((await check()).status).toBe(0);
  });

  it("needs a module", async () => {
    expect(await build(["notes.conflicts", "--check"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: --check needs --out: the module that is to be checked\n",
    });
  });
});
