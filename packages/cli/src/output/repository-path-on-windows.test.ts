/** With the path functions that Node has on Windows. */

import { expect, it, vi } from "vitest";
import type { Context } from "../base/context.ts";
import { repositoryPaths } from "./repository-path.ts";

vi.mock(import("node:path"), async (importOriginal) => (await importOriginal()).win32);

it.each([
  [String.raw`D:\a\crm\crm`, "rules/crm.conflicts"],
  [String.raw`d:\A\CRM`, "crm/rules/crm.conflicts"],
  ["D:/a", "crm/crm/rules/crm.conflicts"],
  [String.raw`D:\a\other`, "rules/crm.conflicts"],
  [String.raw`C:\a\crm`, "rules/crm.conflicts"],
  [undefined, "rules/crm.conflicts"],
])("from the workspace %s on Windows a file is %s", (workspace, expected) => {
  const io = { env: { GITHUB_WORKSPACE: workspace } };
  const context = { root: String.raw`D:\a\crm\crm`, io } as unknown as Context;
  expect(repositoryPaths(context)("rules/crm.conflicts")).toBe(expected);
});
