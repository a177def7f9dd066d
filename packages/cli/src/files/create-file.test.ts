import { readdir, readFile, symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFile } from "./create-file.ts";

let folder: ProjectFolder;
beforeEach(async () => {
  folder = await projectFolder({ mine: "mine" });
});
afterEach(() => folder.remove());

describe("creating a file", () => {
  it("writes its whole text, and nothing beside it", async () => {
    await createFile(folder.at("new"), "text ü");
    expect(await readFile(folder.at("new"), "utf8")).toBe("text ü");
    expect(await readdir(folder.root)).toEqual(["mine", "new"]);
  });

  it("never happens in the place of another", async () => {
    await expect(createFile(folder.at("mine"), "text")).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readFile(folder.at("mine"), "utf8")).toBe("mine");
    expect(await readdir(folder.root)).toEqual(["mine"]);
  });

  it.skipIf(process.platform === "win32")("nor in that of a link that leads nowhere", async () => {
    await symlink("nowhere", folder.at("link"));
    await expect(createFile(folder.at("link"), "text")).rejects.toMatchObject({ code: "EEXIST" });
    expect(await readdir(folder.root)).toEqual(["link", "mine"]);
  });

  it("fails where there is no folder for it", async () => {
    await expect(createFile(folder.at("nowhere/new"), "text")).rejects.toMatchObject({ code: "ENOENT" });
  });
});
