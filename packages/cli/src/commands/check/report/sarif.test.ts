import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { check, DIAGNOSTICS, type Diagnostic, type SourceFile } from "@truce/rules-dsl";
import ajv from "ajv-draft-04";
import formats from "ajv-formats";
import type { Log, Result } from "sarif";
import { describe, expect, it } from "vitest";
import type { Context } from "../../../base/context.ts";
import { sarif } from "./sarif.ts";

/** The schema of OASIS, from Microsoft's tools for SARIF. One of its patterns is not valid with the flag `u`. */
const validate = formats
  .default(new ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }))
  .compile(schema);

async function logOf(
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceFile[],
  env = {},
): Promise<Log> {
  const report = { files: sources, sources, diagnostics, errors: 0, warnings: 0, fixed: null };
  const context = { root: "/project", io: { env } } as unknown as Context;
  const log: unknown = JSON.parse(await sarif(report, context));
  validate(log);
  expect(validate.errors).toBeNull();
  return log as Log;
}

async function resultsOf(sources: readonly SourceFile[], env = {}): Promise<readonly Result[]> {
  return (await logOf(check(sources), sources, env)).runs[0]?.results ?? [];
}

const uriOf = (result: Result | undefined): string | undefined =>
  result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;

describe("SARIF", () => {
  it("is valid without findings and with some, and describes every diagnostic", async () => {
    const { runs } = await logOf([], []);
    expect(runs[0]?.results).toEqual([]);
    const rules = runs[0]?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(DIAGNOSTICS));
    expect(rules[0]?.help?.markdown).toContain("```conflicts\n");
    for (const { id, shortDescription, help, helpUri } of rules) {
      expect(shortDescription?.text, id).toMatch(new RegExp(`^${id}: .`));
      expect(help?.markdown, id).toMatch(new RegExp(`^# ${id}: `));
      expect(help?.markdown, id).not.toMatch(/^```\S* /m);
      expect(help?.text, id).toMatch(new RegExp(`^${id}: `));
      expect(help?.text, id).not.toContain("```");
      expect(helpUri, id).toMatch(new RegExp(`^https://.*/${id}\\.md$`));
    }
  });

  it("counts columns in UTF-16 code units, and lines by every line end of the language", async () => {
    const text = '\u{FEFF}A never conflicts\r"😀" never conflicts\r\n"😀" conflict B\n';
    const { runs } = await logOf(check([{ file: "a.conflicts", text }]), [{ file: "a.conflicts", text }]);
    expect(runs[0]).toMatchObject({ columnKind: "utf16CodeUnits", newlineSequences: ["\r\n", "\n", "\r"] });
    expect(runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 3,
      startColumn: 6,
      endLine: 3,
      endColumn: 14,
    });
  });

  it("has the rule, the level, the fix and the related places", async () => {
    const results = await resultsOf([
      { file: "a.conflicts", text: "A conflict B\nB conflicts C, C\nC never conflicts\nC conflicts D\n" },
    ]);
    const rules = (await logOf([], [])).runs[0]?.tool.driver.rules ?? [];
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex ?? -1]?.id).toBe(ruleId);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["CF1007", "error"],
      ["CF3001", "warning"],
      ["CF2005", "error"],
    ]);
    expect(results[0]?.fixes?.[0]?.artifactChanges[0]?.replacements[0]).toEqual({
      deletedRegion: { startLine: 1, startColumn: 3, endLine: 1, endColumn: 11 },
      insertedContent: { text: "conflicts" },
    });
    expect(results[2]?.relatedLocations?.[0]?.physicalLocation?.region?.startLine).toBe(3);
  });

  it.each([
    "a b/ü#?%.conflicts",
    "c:/x.conflicts",
    "<stdin>",
    "a\nb\u{1B}.conflicts",
    "\uD800.conflicts",
    "a\\b",
  ])("has a URI for the file %j", async (file) => {
    const uri = uriOf((await resultsOf([{ file, text: "A conflict B\n" }]))[0]) ?? "";
    expect(uri).toMatch(/^[\w.~%!'()*/-]+$/);
    expect(decodeURIComponent(uri)).toBe(file.toWellFormed());
  });

  it("has paths from the root of the repository if that is known", async () => {
    const file = { file: "a.conflicts", text: "A conflict B\n" };
    expect(uriOf((await resultsOf([file], { GITHUB_WORKSPACE: "/" }))[0])).toBe("project/a.conflicts");
    expect(uriOf((await resultsOf([file], { GITHUB_WORKSPACE: "/elsewhere" }))[0])).toBe("a.conflicts");
  });

  it("escapes links and placeholders in messages", async () => {
    const text = 'B conflicts B, "[x](y) {0}", "[x](y) {0}"\n';
    const [repeated] = await resultsOf([{ file: "a.conflicts", text }]);
    expect(repeated?.message.text).toBe("'\\[x](y) {{0}}' is repeated in this rule");
  });
});
