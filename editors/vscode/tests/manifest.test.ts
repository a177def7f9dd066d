/** What the manifest promises to VS Code is what the extension and the command do. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@truce/test-support";
import { describe, expect, onTestFinished, test } from "vitest";

const extension = join(import.meta.dirname, "..");
const root = join(extension, "../..");
const read = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");

interface Pattern {
  readonly regexp: string;
  readonly [part: string]: string | number;
}
interface Matcher {
  readonly pattern: Pattern;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly problemMatchers: readonly [Matcher];
  };
}

const { contributes } = JSON.parse(read(extension, "package.json")) as Manifest;

describe("the manifest", () => {
  const code = read(extension, "src/extension.ts");

  test("has the commands that the extension registers", () => {
    const registered = [...code.matchAll(/registerCommand\("(?<name>[\w.]+)"/g)].map(([, name]) => name);
    expect(contributes.commands.map(({ command }) => command)).toEqual(registered);
  });

  test("has the settings that the extension reads, and the one that the client reads", () => {
    const used = [...code.matchAll(/settings\.get\("(?<name>\w+)"/g)].map(([, name]) => `truce.${name}`);
    expect(Object.keys(contributes.configuration.properties)).toEqual([...used, "truce.trace.server"]);
  });
});

describe("a problem matcher", () => {
  /** The parts that the pattern names, of each line that matches. */
  function matches(
    { regexp, ...parts }: Pattern,
    output: string,
  ): readonly Readonly<Record<string, unknown>>[] {
    return output.split("\n").flatMap((line) => {
      const found = new RegExp(regexp).exec(line);
      const entries = Object.entries(parts).map(([name, group]) => [name, found?.[Number(group)]]);
      return found === null ? [] : [Object.fromEntries(entries) as Readonly<Record<string, unknown>>];
    });
  }

  const files = {
    "crm.conflicts": "A conflict B\nA never conflicts\nA never conflicts\n",
    "good.conflicts": "A conflicts A\n",
    "good.conflicts.test.yaml": "cases:\n  - { incoming: A, committed: A, expect: compatible }\n",
  };
  const error = {
    ...{ file: "crm.conflicts", line: "1", column: "3", severity: "error", code: "CF1007" },
    message: "found 'conflict' (did you mean 'conflicts'?)",
  };
  const failure = {
    ...{ file: "good.conflicts.test.yaml", line: "2", column: "42", severity: undefined, code: undefined },
    message: "'A' conflicts with 'A', but 'compatible' is expected",
  };

  test("reads the output of truce check and of truce test", async () => {
    const folder = await projectFolder(files);
    onTestFinished(() => folder.remove());
    const bin = join(root, "packages/cli/src/bin.ts");
    const run = (...args: readonly string[]): string =>
      spawnSync(process.execPath, ["--conditions=@truce/source", bin, ...args], {
        cwd: folder.root,
        encoding: "utf8",
      }).stdout;
    const [checked, tested] = [run("check", "crm.conflicts"), run("test")];

    const { pattern } = contributes.problemMatchers[0];
    expect(matches(pattern, checked)[0]).toEqual(error);
    expect(matches(pattern, tested)).toEqual([failure]);

    const [, task = ""] = /^```json\n(.*?)^```/ms.exec(read(root, "docs/editors.md")) ?? [];
    const { tasks } = JSON.parse(task) as { tasks: readonly [{ readonly problemMatcher: Matcher }] };
    expect(matches(tasks[0].problemMatcher.pattern, checked)).toEqual(matches(pattern, checked));
  });
});

describe("the language configuration", () => {
  interface Configuration {
    readonly wordPattern: { readonly pattern: string; readonly flags: string };
    readonly onEnterRules: readonly {
      readonly beforeText: string;
      readonly action: { readonly appendText?: string };
    }[];
    readonly indentationRules: Readonly<Record<"increaseIndentPattern" | "decreaseIndentPattern", string>>;
  }
  const configuration = JSON.parse(read(extension, "language-configuration.json")) as Configuration;

  test.for([
    ["/// A reason.", "/// "],
    ["  /// A reason. ", "/// "],
    ["/// ", undefined],
    ["// A comment.", undefined],
    ["//// A comment.", undefined],
    ["A never conflicts", undefined],
  ] as const)("after the line '%s', Enter writes '%s'", ([line, written]) => {
    const rule = configuration.onEnterRules.find(({ beforeText }) => new RegExp(beforeText).test(line));
    expect(rule?.action.appendText).toBe(written);
  });

  test.for([
    ["stream client {", true, false],
    ["stream client { // of the CRM", true, false],
    ["}", false, true],
    ["A conflicts B", false, false],
  ] as const)("the line '%s' changes the indentation as it should", ([line, increases, decreases]) => {
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    expect(new RegExp(increaseIndentPattern).test(line)).toBe(increases);
    expect(new RegExp(decreaseIndentPattern).test(line)).toBe(decreases);
  });

  test("a word is a name with its dots, or a group", () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = "@ClientValue conflicts order.placed, Größe on mine.id".match(
      new RegExp(pattern, `${flags}g`),
    );
    expect(words).toEqual(["@ClientValue", "conflicts", "order.placed", "Größe", "on", "mine.id"]);
  });
});
