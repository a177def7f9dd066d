import { projectFolder } from "@truce/test-support";
import { describe, expect, onTestFinished, test } from "vitest";
import { matrixFolder } from "./matrix-folder.ts";

describe("the folder of the matrix", () => {
  test("is that of the workspace, where all rule files are one project", async () => {
    const folder = await projectFolder({ "rules/crm/a.conflicts": "" });
    onTestFinished(() => folder.remove());
    expect(matrixFolder(folder.at("rules/crm/a.conflicts"), folder.root)).toBe(folder.root);
    expect(matrixFolder(folder.at("a.conflicts"), folder.root)).toBe(folder.root);
  });

  test("is that of the file below a truce.json, which names the projects", async () => {
    const folder = await projectFolder({
      "truce.json": '{ "projects": [{ "root": "crm" }] }',
      "crm/rules/a.conflicts": "",
    });
    onTestFinished(() => folder.remove());
    expect(matrixFolder(folder.at("crm/rules/a.conflicts"), folder.root)).toBe(folder.at("crm/rules"));
    expect(matrixFolder(folder.at("a.conflicts"), folder.root)).toBe(folder.root);
  });

  test("does not depend on files outside the workspace", async () => {
    const folder = await projectFolder({ "truce.json": "{}", "shop/rules/a.conflicts": "" });
    onTestFinished(() => folder.remove());
    expect(matrixFolder(folder.at("shop/rules/a.conflicts"), folder.at("shop"))).toBe(folder.at("shop"));
  });
});
