import { execFileSync } from "node:child_process";
import { chmod, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFile } from "./replace-file.ts";

const onWindows = process.platform === "win32";
let folder: ProjectFolder;
beforeEach(async () => {
  folder = await projectFolder({ x: "before ü" });
});
afterEach(() => folder.remove());

describe("replaceFile", () => {
  it("writes the new text if the file still has the text that was read", async () => {
    expect(await replaceFile(folder.at("x"), "before ü", "after")).toBe(true);
    expect(await readFile(folder.at("x"), "utf8")).toBe("after");
    expect(await readdir(folder.root)).toEqual(["x"]);
  });

  it("leaves a file that has another text", async () => {
    await folder.write({ x: "edited" });
    expect(await replaceFile(folder.at("x"), "before ü", "after")).toBe(false);
    expect(await readFile(folder.at("x"), "utf8")).toBe("edited");
  });

  it.skipIf(onWindows)("keeps the mode of the file, and the link that leads to it", async () => {
    await chmod(folder.at("x"), 0o640);
    await symlink("x", folder.at("link"));
    expect(await replaceFile(folder.at("link"), "before ü", "after")).toBe(true);
    expect(await readFile(folder.at("x"), "utf8")).toBe("after");
    expect((await stat(folder.at("x"))).mode & 0o777).toBe(0o640);
  });

  it.skipIf(onWindows)("leaves a pipe", async () => {
    execFileSync("mkfifo", [folder.at("pipe")]);
    expect(await replaceFile(folder.at("pipe"), "", "after")).toBe(false);
    expect((await stat(folder.at("pipe"))).isFIFO()).toBe(true);
  });

  it("fails if the file does not exist, and makes none", async () => {
    await rm(folder.at("x"));
    await expect(replaceFile(folder.at("x"), "", "after")).rejects.toThrow("ENOENT");
    expect(await readdir(folder.root)).toEqual([]);
  });
});
