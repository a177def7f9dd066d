import { check, type SourceFile } from "@truce/rules-dsl";
import { describe, expect, it } from "vitest";
import type { Context } from "../../../base/context.ts";
import { github } from "./github.ts";

async function commandsFor(sources: readonly SourceFile[], env = {}): Promise<string> {
  const report = {
    files: sources,
    sources,
    diagnostics: check(sources),
    errors: 0,
    warnings: 0,
    fixed: null,
  };
  return await github(report, { root: "/project", io: { env } } as unknown as Context);
}

describe("workflow commands", () => {
  it("are one for each diagnostic", async () => {
    const text = "A conflict B\nB conflicts C, C\nC never conflicts\nC conflicts D\n";
    expect(await commandsFor([{ file: "rules/a.conflicts", text }])).toBe(
      [
        "::error file=rules/a.conflicts,line=1,col=3,endColumn=11,title=CF1007::found 'conflict' (did you mean 'conflicts'?)",
        "::warning file=rules/a.conflicts,line=2,col=16,endColumn=17,title=CF3001::'C' is repeated in this rule",
        "::error file=rules/a.conflicts,line=4,col=1,endColumn=14,title=CF2005::'C' never conflicts (line 3) but conflicts with 'D' (line 4)%0Ahelp: remove one of the two",
        "",
      ].join("\n"),
    );
  });

  it("escape the names of files", async () => {
    const file = "a,b:c%\r\n::error::x.conflicts";
    const commands = await commandsFor([{ file, text: "A conflict B\n" }]);
    expect(commands).toMatch(
      /^::error file=a%2Cb%3Ac%25%0D%0A%3A%3Aerror%3A%3Ax\.conflicts,line=1,[^\n]*\n$/,
    );
  });

  it("are none without findings", async () => {
    expect(await commandsFor([{ file: "a.conflicts", text: "A conflicts A\n" }])).toBe("");
  });

  it("have paths from the folder that was checked out, if the project is inside it", async () => {
    const sources = [{ file: "a.conflicts", text: "A conflict B\n" }];
    expect(await commandsFor(sources, { GITHUB_WORKSPACE: "/" })).toContain("file=project/a.conflicts,");
    expect(await commandsFor(sources, { GITHUB_WORKSPACE: "/project" })).toContain("file=a.conflicts,");
    expect(await commandsFor(sources, { GITHUB_WORKSPACE: "/other" })).toContain("file=a.conflicts,");
    expect(await commandsFor(sources, { GITHUB_WORKSPACE: "" })).toContain("file=a.conflicts,");
  });
});
