import { projectFolder } from "@truce/test-support";
import { describe, expect, onTestFinished, test } from "vitest";
import { matrixFolder } from "./matrix-folder.ts";

describe("the folder of the matrix", () => {
  test("is that of the workspace, where all rule files are one project", async () => {
    const { root, at, remove } = await projectFolder({ "rules/crm/a.conflicts": "" });
    onTestFinished(remove);
    expect(matrixFolder(at("rules/crm/a.conflicts"), root)).toBe(root);
    expect(matrixFolder(at("a.conflicts"), root)).toBe(root);
  });

  test("is that of the file below a truce.json, which names the projects", async () => {
    const { root, at, remove } = await projectFolder({
      "truce.json": '{ "projects": [{ "root": "crm" }] }',
      "crm/rules/a.conflicts": "",
    });
    onTestFinished(remove);
    expect(matrixFolder(at("crm/rules/a.conflicts"), root)).toBe(at("crm/rules"));
    expect(matrixFolder(at("a.conflicts"), root)).toBe(root);
  });

  test("does not depend on files outside the workspace", async () => {
    const { at, remove } = await projectFolder({ "truce.json": "{}", "shop/rules/a.conflicts": "" });
    onTestFinished(remove);
    expect(matrixFolder(at("shop/rules/a.conflicts"), at("shop"))).toBe(at("shop"));
  });
});
