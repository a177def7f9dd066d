/** Rules in modules that Node loads itself: of commits, and with errors that only Node finds. */

import { projectFolder } from "@truce/test-support";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "./git-repository.ts";
import { runProcess, type Ended } from "./start.ts";
import { moduleWith, withCore } from "./with-core.ts";

describe("a module that Node cannot load", () => {
  it.each([
    [
      "export enum A { B }",
      "'rules.ts' cannot be loaded: TypeScript enum is not supported in strip-only mode (rules.ts:1)",
    ],
    ["\nexport const = 1;", /^'rules\.ts' cannot be loaded: .+ \(rules\.ts:2\)$/],
    [
      "import { nothing } from './other.ts';\nexport { nothing };",
      "'rules.ts' cannot be loaded: The requested module './other.ts' does not provide an export named 'nothing' (rules.ts:1)",
    ],
    ["import './gone.ts';", /^'rules\.ts' cannot be loaded: Cannot find module '.+' imported from .+$/],
    ["import 'gone';", /^'rules\.ts' cannot be loaded: Cannot find package 'gone' imported from .+$/],
    ["import './throws.ts';", "'rules.ts' cannot be loaded: no (throws.ts:1)"],
  ])("is an error in one line: %s", async (text, message) => {
    const folder = await projectFolder({
      "rules.ts": text,
      "other.ts": "export const other = 0;\n",
      "throws.ts": "throw new Error('no');\n",
    });
    const { status, stdout, stderr } = await runProcess(["matrix", "rules.ts"], folder.root);
    await folder.remove();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const line = /^truce: (.*)\n$/.exec(stderr)?.[1];
    if (typeof message === "string") expect(line).toBe(message);
    else expect(line).toMatch(message);
  });
});

describe("truce diff of a module with a commit", () => {
  const PREDICATE = '[{ type: "A", conflictsWhen: (mine, theirs) => mine.data.at === theirs.data.at }]';
  let repository: GitRepository;
  beforeEach(async () => {
    repository = await withCore(await gitRepository({ ".gitignore": "node_modules\n" }));
  });
  afterEach(() => repository.remove());

  const diff = (...args: readonly string[]): Promise<Ended> => runProcess(["diff", ...args], repository.root);
  const commit = async (files: Readonly<Record<string, string>>): Promise<void> => {
    await repository.write(files);
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "--message=a commit");
  };

  it("compares with the module of the commit, and with what it imported then", async () => {
    const rules = `import { TYPES } from "./types.ts";\n${moduleWith("{ A: TYPES, B: [] }")}`;
    await commit({ "src/rules.ts": rules, "src/types.ts": 'export const TYPES: string[] = ["A", "B"];\n' });
    expect((await diff("HEAD", "src/rules.ts")).stdout).toBe(
      "nothing changes: every pair is judged as before\n",
    );
    await repository.write({ "src/types.ts": 'export const TYPES: string[] = ["A"];\n' });
    const { status, stdout } = await diff("HEAD", "src/rules.ts", "--fail-on", "loosened");
    expect(stdout).toContain("A with a committed B\n    before: conflicts\n    now:    never conflicts\n");
    expect(status).toBe(1);
  });

  it("compares a predicate only if nothing has changed", async () => {
    await commit({ "rules.ts": moduleWith(`{ A: ${PREDICATE} }`) });
    expect((await diff("HEAD", "rules.ts")).stdout).toBe("nothing changes: every pair is judged as before\n");
    await repository.write({ "rules.ts": moduleWith(`{ A: ${PREDICATE}, B: [] }`) });
    expect((await diff("HEAD", "rules.ts")).stdout).toContain("Perhaps loosened: this cannot be decided\n");
  });

  it.each(["node:fs", "yaml", "#types"])(
    "refuses a module that imported %s, whose version then is not known",
    async (name) => {
      await commit({ "rules.ts": `import "${name}";\n${moduleWith("{ A: [] }")}` });
      await repository.write({ "rules.ts": moduleWith("{ A: [] }") });
      const { status, stdout, stderr } = await diff("HEAD", "rules.ts");
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toBe(
        `truce: 'rules.ts' of the commit cannot be loaded: it imports '${name}', but with a commit, a module can import only @truce/core and files of the repository\n`,
      );
    },
  );

  it("refuses a module that the commit does not have", async () => {
    await commit({ "other.ts": moduleWith("{ A: [] }") });
    await repository.write({ "rules.ts": moduleWith("{ A: [] }") });
    expect(await diff("HEAD", "rules.ts")).toMatchObject({
      status: 2,
      stderr:
        "truce: the commit has no module 'rules.ts': to compare with another file, name the file instead of the commit\n",
    });
  });

  describe("in truce.json", () => {
    const config = (...projects: readonly object[]): string => JSON.stringify({ projects });

    it("finds the module that the project had in the commit", async () => {
      await commit({
        "truce.json": config({ root: "app", rules: "old.ts" }),
        "app/old.ts": moduleWith('{ A: ["A"] }'),
      });
      repository.git("mv", "app/old.ts", "app/new.ts");
      await repository.write({
        "truce.json": config({ root: "app", rules: "new.ts" }),
        "app/new.ts": moduleWith("{ A: [] }"),
      });
      expect((await diff("HEAD")).stdout).toMatch(/^1 pair loosened, 0 tightened, 0 added\n/);
    });

    it("finds the module if the project has .conflicts files now, and the other way round", async () => {
      const [module, text] = [moduleWith('{ A: ["A"] }'), "A never conflicts\n"];
      const asModule = { "truce.json": config({ root: "app", rules: "rules.ts" }), "app/rules.ts": module };
      const asText = { "truce.json": config({ root: "app" }), "app/a.conflicts": text };
      await commit(asModule);
      repository.git("rm", "--quiet", "app/rules.ts");
      await repository.write(asText);
      expect((await diff("HEAD")).stdout).toMatch(/^1 pair loosened, 0 tightened, 0 added\n/);
      await commit(asText);
      repository.git("rm", "--quiet", "app/a.conflicts");
      await repository.write(asModule);
      expect((await diff("HEAD")).stdout).toMatch(/^0 pairs loosened, 1 tightened, 0 added\n/);
    });

    it("finds a module that is older than its entry", async () => {
      await commit({ "app/rules.ts": moduleWith('{ A: ["A"] }') });
      await repository.write({
        "truce.json": config({ root: "app", rules: "rules.ts" }),
        "app/rules.ts": moduleWith("{ A: [] }"),
      });
      expect((await diff("HEAD")).stdout).toMatch(/^1 pair loosened, 0 tightened, 0 added\n/);
    });

    it("loads a file again that two projects import", async () => {
      const rules = `import { TYPES } from "../types.ts";\n${moduleWith("{ A: TYPES }")}`;
      await commit({
        "truce.json": config({ root: "one", rules: "rules.ts" }, { root: "two", rules: "rules.ts" }),
        "one/rules.ts": rules,
        "two/rules.ts": rules,
        "types.ts": 'export const TYPES: string[] = ["A"];\n',
      });
      await repository.write({ "types.ts": "export const TYPES: string[] = [];\n" });
      const { stdout } = await diff("HEAD");
      expect(stdout.match(/^1 pair loosened, 0 tightened, 0 added$/gm)).toHaveLength(2);
    });
  });
});
