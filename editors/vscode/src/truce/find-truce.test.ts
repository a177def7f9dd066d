import { mkdir, symlink } from "node:fs/promises";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findTruce } from "./find-truce.ts";

const MANIFEST = JSON.stringify({ bin: { truce: "./dist/bin.js" } });
const bundled = "/extension/truce.js";
const usual = { setting: "", isTrusted: true, bundled };
let root: ProjectFolder;

beforeAll(async () => {
  root = await projectFolder({
    "shop/node_modules/@truce/cli/package.json": MANIFEST,
    "shop/node_modules/@truce/cli/dist/bin.js": "",
    "shop/services/crm/crm.conflicts": "",
    "store/cli/package.json": MANIFEST,
    "store/cli/dist/bin.js": "",
    "broken/node_modules/@truce/cli/package.json": "{",
    "old/node_modules/@truce/cli/package.json": "{}",
    "other/a.conflicts": "",
    "tools/truce": "",
  });
  await mkdir(root.at("linked/node_modules/@truce"), { recursive: true });
  await symlink(root.at("store/cli"), root.at("linked/node_modules/@truce/cli"), "junction");
});
afterAll(() => root.remove());

describe("the command whose server is used", () => {
  test.for([
    ["the one that the project has installed", "shop", "shop/node_modules/@truce/cli/dist/bin.js"],
    ["one above the folder", "shop/services/crm", "shop/node_modules/@truce/cli/dist/bin.js"],
    ["one that is linked", "linked", "store/cli/dist/bin.js"],
  ] as const)("is %s", ([, folder, path]) => {
    expect(findTruce({ ...usual, folders: [root.at(folder)] })).toEqual({
      from: "project",
      path: root.at(path),
    });
  });

  test("is that of the first folder which has one", () => {
    const folders = [root.at("other"), root.at("linked"), root.at("shop")];
    expect(findTruce({ ...usual, folders })).toEqual({
      from: "project",
      path: root.at("store/cli/dist/bin.js"),
    });
  });

  test.for(["other", "broken", "old", "missing"])("is that of the extension in '%s'", (folder) => {
    expect(findTruce({ ...usual, folders: [root.at(folder)] })).toEqual({ from: "extension", path: bundled });
  });

  test("is that of the extension without a folder", () => {
    expect(findTruce({ ...usual, folders: [] })).toEqual({ from: "extension", path: bundled });
  });

  test("is the one of the settings: an absolute path, or one from the first folder", () => {
    const path = root.at("tools/truce");
    const folders = [root.at("shop"), root.at("other")];
    expect(findTruce({ ...usual, folders, setting: path })).toEqual({ from: "settings", path });
    expect(findTruce({ ...usual, folders, setting: "../tools/truce" })).toEqual({ from: "settings", path });
  });

  test("is nothing else if the one of the settings is missing", () => {
    const folders = [root.at("shop")];
    expect(findTruce({ ...usual, folders, setting: "bin/truce" })).toEqual({
      problem: `There is no file '${root.at("shop/bin/truce")}'. Correct the setting truce.path, or remove it.`,
    });
  });

  test("is never a program of a workspace that is not trusted", () => {
    const places = { ...usual, isTrusted: false, folders: [root.at("shop")] };
    expect(findTruce(places)).toEqual({ from: "extension", path: bundled });
    expect(findTruce({ ...places, setting: "../tools/truce" })).toEqual({ from: "extension", path: bundled });
  });
});
