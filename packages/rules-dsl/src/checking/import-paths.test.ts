import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalPath, resolveImport } from "./import-paths.ts";

describe("an import path", () => {
  test.each([
    ["crm.conflicts", "shared.conflicts", "shared.conflicts"],
    ["rules/crm.conflicts", "shared.conflicts", "rules/shared.conflicts"],
    ["rules/crm.conflicts", "./shared.conflicts", "rules/shared.conflicts"],
    ["rules/crm.conflicts", "../shared.conflicts", "shared.conflicts"],
    ["rules/crm.conflicts", "../other/./x/../y.conflicts", "other/y.conflicts"],
    ["rules/crm.conflicts", ".//a//b.conflicts", "rules/a/b.conflicts"],
    ["./rules/./crm.conflicts", "../a.conflicts", "a.conflicts"],
    ["rules/crm.conflicts", "..a.conflicts", "rules/..a.conflicts"],
    ["/home/crm.conflicts", "a.conflicts", "/home/a.conflicts"],
    ["crm.conflicts", "./a:b.conflicts", "a:b.conflicts"],
  ])("of %s to %s", (importer, path, file) => {
    expect(resolveImport(importer, path)).toEqual({ file, problem: null });
  });

  test.each([
    ["crm.conflicts", "../shared.conflicts", "leads out of the project"],
    ["a/crm.conflicts", "../../shared.conflicts", "leads out of the project"],
    ["a/crm.conflicts", "b/../../../a/shared.conflicts", "leads out of the project"],
    ["../a/crm.conflicts", "../../x.conflicts", "leads out of the project"],
    ["/crm.conflicts", "../x.conflicts", "leads out of the project"],
    ["crm.conflicts", "/etc/passwd", "is absolute: an import is relative to its file"],
    ["crm.conflicts", "//host/share", "is absolute: an import is relative to its file"],
    ["crm.conflicts", "C:/x.conflicts", "is a URL or has a drive: an import is relative to its file"],
    ["crm.conflicts", "https://example.org/x", "is a URL or has a drive: an import is relative to its file"],
    ["crm.conflicts", "file:x", "is a URL or has a drive: an import is relative to its file"],
    ["crm.conflicts", "..\\x.conflicts", "has a backslash: folders are separated by /"],
    ["crm.conflicts", "", "is empty"],
    ["crm.conflicts", ".", "is a folder"],
    ["crm.conflicts", "a/..", "is a folder"],
    ["crm.conflicts", "a/", "is a folder"],
    ["crm.conflicts", "a\0b", "has a character that is not allowed in a path"],
    ["crm.conflicts", "\uD800", "has a character that is not allowed in a path"],
  ])("of %j to %j", (importer, path, problem) => {
    expect(resolveImport(importer, path)).toEqual({ file: null, problem });
  });

  test("never leads out of the project, whatever its segments", () => {
    const segment = fc.constantFrom("..", ".", "", "a", "b", "...", "a b", "..a");
    const path = fc.array(segment, { minLength: 1, maxLength: 8 }).map((segments) => segments.join("/"));
    fc.assert(
      fc.property(path, path, (importer, imported) => {
        const { file } = resolveImport(importer, imported);
        if (file === null) return;
        const climbs = normalPath(importer)
          .split("/")
          .filter((part) => part === "..").length;
        expect(file.split("/").filter((part) => part === "..").length).toBeLessThanOrEqual(climbs);
        expect(file.startsWith("/")).toBe(importer.startsWith("/"));
        expect(normalPath(file)).toBe(file);
      }),
    );
  });
});
