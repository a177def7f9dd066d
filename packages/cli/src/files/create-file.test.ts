import { readdir, readFile, symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFile } from "./create-file.ts";

let folder: ProjectFolder;
beforeEach(async () => {
  folder = await projectFolder({ mine: "mine" });
});
afterEach(() => folder.remove());

const create = (name: string): Promise<boolean> => createFile(folder.at(name), name, "text ü");

describe("createFile", () => {
  it("writes the whole text, and no other file", async () => {
    expect(await create("new")).toBe(true);
    expect(await readFile(folder.at("new"), "utf8")).toBe("text ü");
    expect(await readdir(folder.root)).toEqual(["mine", "new"]);
  });

  it("makes the folder of the file", async () => {
    expect(await create("some/folders/new")).toBe(true);
    expect(await readFile(folder.at("some/folders/new"), "utf8")).toBe("text ü");
  });

  it("never overwrites a file", async () => {
    expect(await create("mine")).toBe(false);
    expect(await readFile(folder.at("mine"), "utf8")).toBe("mine");
    expect(await readdir(folder.root)).toEqual(["mine"]);
  });

  it.skipIf(process.platform === "win32")("does not follow a link that leads nowhere", async () => {
    await symlink("nowhere", folder.at("link"));
    expect(await create("link")).toBe(false);
    expect(await readdir(folder.root)).toEqual(["link", "mine"]);
  });

  it("fails if the folder cannot be made", async () => {
    await expect(create("mine/new")).rejects.toThrow("the folder of 'mine/new' cannot be made: ");
    expect(await readdir(folder.root)).toEqual(["mine"]);
  });
});
