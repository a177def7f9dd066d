import { readdir, readFile, stat, symlink } from "node:fs/promises";
import { check, format } from "@truce/rules-dsl";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { truce, type Run } from "../../../tests/truce.ts";
import { FIRST_FILE } from "./first-file.ts";

let folder: ProjectFolder | undefined;
let current: ProjectFolder;

beforeEach(async () => {
  await folder?.remove();
  current = folder = await projectFolder({ "mine.conflicts": "A never conflicts\n" });
});

afterAll(() => folder?.remove());

const init = (...args: readonly string[]): Promise<Run> => truce(["init", ...args], { cwd: current.root });

describe("truce init", () => {
  it.each([
    { args: [], file: "rules.conflicts" },
    { args: ["crm.conflicts"], file: "crm.conflicts" },
    { args: ["some/folders/crm.conflicts"], file: "some/folders/crm.conflicts" },
  ])("$args writes $file", async ({ args, file }) => {
    const { status, stdout } = await init(...args);
    expect(status).toBe(0);
    expect(stdout).toContain(`wrote ${file}\n`);
    expect(await readFile(current.at(file), "utf8")).toBe(FIRST_FILE);
    expect(stdout).toContain(`wrote ${file}.test.yaml\n`);
  });

  it("prints the next commands, and each of them works with the files that it wrote", async () => {
    const { stdout } = await init("sub/first.conflicts");
    const commands = Array.from(stdout.matchAll(/^  truce (\S.*?)  /gm), ([, command = ""]) =>
      command.split(" "),
    );
    expect(commands.map(([name]) => name)).toEqual(["check", "matrix", "test", "build"]);
    for (const command of commands) {
      const { status, stderr } = await truce(command, { cwd: current.at("sub") });
      expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: "" });
    }
  });

  it("writes tests that exercise every rule and pass", async () => {
    await init("sub/first.conflicts");
    expect(await truce(["test", "--coverage"], { cwd: current.at("sub") })).toEqual({
      status: 0,
      stdout: "6 cases passed in 1 file; 8 of 8 rules exercised\n",
      stderr: "",
    });
  });

  it("writes nothing if one of the two files already exists", async () => {
    await current.write({ "new.conflicts.test.yaml": "version: 1\n" });
    expect(await init("new.conflicts")).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: 'new.conflicts.test.yaml' already exists, and was not changed\n",
    });
    expect((await readdir(current.root)).toSorted()).toEqual(["mine.conflicts", "new.conflicts.test.yaml"]);
  });

  it("writes a formatted file without problems", () => {
    expect(check([{ file: "rules.conflicts", text: FIRST_FILE }])).toEqual([]);
    expect(format(FIRST_FILE).text).toBe(FIRST_FILE);
  });

  it("does not overwrite a file", async () => {
    expect(await init("mine.conflicts")).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: 'mine.conflicts' already exists, and was not changed\n",
    });
    expect(await readFile(current.at("mine.conflicts"), "utf8")).toBe("A never conflicts\n");
  });

  it.skipIf(process.platform === "win32")("does not follow a symbolic link", async () => {
    await symlink("elsewhere.conflicts", current.at("link.conflicts"));
    expect((await init("link.conflicts")).status).toBe(2);
    await expect(stat(current.at("elsewhere.conflicts"))).rejects.toThrow("ENOENT");
  });

  it.skipIf(process.platform === "win32")(
    "makes nothing outside the root, also if a link leads there",
    async () => {
      const outside = await projectFolder();
      await symlink(outside.root, current.at("out"));
      for (const file of ["out/x.conflicts", "out/new/deep/x.conflicts"]) {
        expect(await init(file)).toEqual({
          status: 2,
          stdout: "",
          stderr: `truce: '${file}' leads out of the project by a symbolic link\n`,
        });
      }
      expect(await readdir(outside.root)).toEqual([]);
      await symlink(current.root, outside.at("root"));
      expect((await truce(["init", "a/x.conflicts"], { cwd: outside.at("root") })).status).toBe(0);
      await outside.remove();
    },
  );

  it.each([
    { file: "../x.conflicts", says: "is outside the root of the project" },
    { file: "/x.conflicts", says: "is outside the root of the project" },
    { file: "x.txt", says: "is not the name of a .conflicts file" },
    { file: "x.conflicts.test.yaml", says: "is not the name of a .conflicts file" },
    { file: ".", says: "is not the name of a .conflicts file" },
    { file: "mine.conflicts/x.conflicts", says: "cannot be made: " },
  ])("$file $says", async ({ file, says }) => {
    const { status, stderr } = await init(file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^truce: .*\n$/);
    expect(stderr).toContain(says);
  });
});
