/** File names on Windows, with Node's path module for Windows. The files are in memory; a Windows disk is not tested. */

import { describe, expect, it, vi } from "vitest";
import { check } from "../checking/checker.ts";
import { loadProjectFrom, type Project } from "./load-project.ts";
import type { ProjectSource } from "./project-source.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

vi.mock(import("node:path"), async (importOriginal) => (await importOriginal()).win32);

const root = String.raw`C:\work\crm`;
const texts = new Map([
  ["shared.conflicts", "group @Value = Raised, Lowered\n"],
  ["rules/crm.conflicts", 'import "../shared.conflicts"\nRaised conflicts @Value\n'],
  ["rules/teams/sales.conflicts", "Sold conflict Sold\n"],
  ["notes/todo.txt", ""],
]);

const isBelow = (folder: string, file: string): boolean => folder === "." || file.startsWith(`${folder}/`);
const source: ProjectSource = {
  kindOf: async (path) => {
    if (texts.has(path)) return "file";
    return [...texts.keys()].some((file) => isBelow(path, file)) ? "folder" : "missing";
  },
  filesBelow: async (folder) => ({
    files: [...texts.keys()].filter((file) => isBelow(folder, file)),
    unreadable: [],
  }),
  read: async (path) => {
    const text = texts.get(path);
    return text === undefined ? { unreadable: "does not exist" } : { text, realPath: path };
  },
};

const load = (...patterns: readonly string[]): Promise<Project> =>
  loadProjectFrom(source, patterns, { root });
const namesOf = async (pattern: string): Promise<readonly string[]> =>
  (await load(pattern)).files.map(({ file }) => file);

describe("on Windows", () => {
  it.each([
    String.raw`rules\crm.conflicts`,
    "rules/crm.conflicts",
    String.raw`.\rules/crm.conflicts`,
    String.raw`rules\teams\..\crm.conflicts`,
    String.raw`C:\work\crm\rules\crm.conflicts`,
    "C:/work/crm/rules/crm.conflicts",
    // Editors write the drive in lower case; case does not count there.
    String.raw`c:\Work\CRM\rules\crm.conflicts`,
    String.raw`C:rules\crm.conflicts`,
    String.raw`\work\crm\rules\crm.conflicts`,
    String.raw`rules\*.conflicts`,
    String.raw`**\crm.conflicts`,
  ])("%s is a file of the project, and has one name", async (pattern) => {
    expect(await namesOf(pattern)).toEqual(["rules/crm.conflicts"]);
  });

  it.each([".", ".\\", String.raw`**\*.conflicts`, "**/*.conflicts", root, "c:/WORK/crm/"])(
    "%s stands for all files of the project",
    async (pattern) => {
      expect(await namesOf(pattern)).toEqual([
        "rules/crm.conflicts",
        "rules/teams/sales.conflicts",
        "shared.conflicts",
      ]);
    },
  );

  it.each([
    String.raw`..\crm.conflicts`,
    String.raw`rules\..\..\other\crm.conflicts`,
    String.raw`C:\work\crm.conflicts`,
    String.raw`C:\work\crm2\crm.conflicts`,
    String.raw`D:\work\crm\rules\crm.conflicts`,
    "D:crm.conflicts",
    String.raw`\\server\share\crm.conflicts`,
    String.raw`\\.\pipe\crm.conflicts`,
    "//server/share/*.conflicts",
  ])("%s is outside of the project, and is called as it was", async (pattern) => {
    const error: unknown = await load(pattern).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnreadableFilesError);
    expect((error as UnreadableFilesError).files).toEqual([
      { file: pattern, why: "is outside the root of the project" },
    ]);
  });

  it("a text that is not saved yet replaces its file, and its imports are found", async () => {
    const text = 'import "../shared.conflicts"\nRaised never conflicts\n';
    const given = [{ file: String.raw`c:\work\crm\rules\crm.conflicts`, text }];
    const { files, imports } = await loadProjectFrom(source, ["rules"], { root, given });
    expect(files.map(({ file }) => file)).toEqual(["rules/crm.conflicts", "rules/teams/sales.conflicts"]);
    expect(files[0]?.text).toBe(text);
    expect(imports.map(({ file }) => file)).toEqual(["shared.conflicts"]);
  });

  it("diagnostics name files with '/'", async () => {
    const { files, ...others } = await load(String.raw`rules\teams`);
    expect(check(files, others).map(({ file }) => file)).toEqual(["rules/teams/sales.conflicts"]);
  });
});
