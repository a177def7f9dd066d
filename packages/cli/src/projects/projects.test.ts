/** Commands in a repository with several projects. */

import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import ajv from "ajv-draft-04";
import formats from "ajv-formats";
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder } from "@truce/test-support";
import { gitRepository, type GitRepository } from "../../tests/git-repository.ts";
import { truce, type Run, type World } from "../../tests/truce.ts";

const TESTS = "cases: [{ incoming: A, committed: A, expect: conflict }]\n";
const CONFIG = {
  projects: [
    { root: "services/billing", events: "events.json", out: "src/rules.ts" },
    { root: "services/crm", out: "rules.ts" },
  ],
};

let repository: GitRepository;
beforeEach(async () => {
  repository = await gitRepository({
    "truce.json": JSON.stringify(CONFIG),
    "services/billing/a.conflicts": "A conflicts A\n",
    "services/billing/a.conflicts.test.yaml": TESTS,
    "services/billing/events.json": '["A"]',
    "services/billing/deep/er/x.txt": "",
    "services/crm/rules/b.conflicts": "B conflicts B\n",
    "services/other/c.conflicts": "A never conflicts\n",
    "docs/x.txt": "",
  });
});
afterEach(() => repository.remove());

const run = (args: readonly string[], cwd = ".", world: Partial<World> = {}): Promise<Run> =>
  truce(args, { cwd: repository.at(cwd), ...world });

describe("the projects of a command", () => {
  it.each([
    {
      where: "at the root",
      cwd: ".",
      args: [],
      files: ["services/billing/a.conflicts", "services/crm/rules/b.conflicts"],
    },
    {
      where: "above them",
      cwd: "services",
      args: [],
      files: ["services/billing/a.conflicts", "services/crm/rules/b.conflicts"],
    },
    { where: "in one", cwd: "services/billing", args: [], files: ["a.conflicts"] },
    { where: "deep in one", cwd: "services/billing/deep/er", args: [], files: ["a.conflicts"] },
    { where: "by --project", cwd: ".", args: ["--project", "services/crm"], files: ["rules/b.conflicts"] },
    {
      where: "by --project, from elsewhere",
      cwd: "docs",
      args: ["--project", "./services/crm/"],
      files: ["rules/b.conflicts"],
    },
    {
      where: "by --project, with files",
      cwd: ".",
      args: ["--project", "services/crm", "rules"],
      files: ["rules/b.conflicts"],
    },
    { where: "by --root", cwd: ".", args: ["--root", "services/other"], files: ["c.conflicts"] },
    { where: "by files", cwd: "services", args: ["other"], files: ["other/c.conflicts"] },
  ])("$where", async ({ cwd, args, files }) => {
    const { stdout } = await run(["check", "--format", "json", ...args], cwd);
    expect((JSON.parse(stdout) as { files: unknown }).files).toEqual(files);
  });

  it.each([
    {
      cwd: "docs",
      args: [],
      says: "no project of truce.json contains 'docs' or is inside it: add one, or use --root",
    },
    {
      cwd: ".",
      args: ["--project", "billing"],
      says: "truce.json has no project 'billing': it has 'services/billing', 'services/crm'",
    },
    {
      cwd: ".",
      args: ["--project", "services/crm", "--root", "."],
      says: "--root and --project cannot be used together",
    },
    {
      cwd: ".",
      args: ["--events", "services/billing/events.json"],
      says: "--events is for one project: choose one with --project",
    },
  ])("$cwd $args: $says", async ({ cwd, args, says }) => {
    const { status, stdout, stderr } = await run(["check", ...args], cwd);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  it("truce.json is looked for up to the root of the repository", async () => {
    const inner = "services/crm/inner";
    await repository.write({
      [`${inner}/.git`]: "gitdir: elsewhere",
      [`${inner}/i.conflicts`]: "I conflicts I\n",
    });
    expect((await run(["check", "--format", "json"], inner)).stdout).toContain('"i.conflicts"');
    expect((await run(["check", "--project", "."], inner)).stderr).toContain("--project needs a truce.json");
  });

  it("outside a repository, only the truce.json of the working folder counts", async () => {
    const folder = await projectFolder({
      "truce.json": '{ "projects": [{ "root": "sub" }] }',
      "sub/a.conflicts": "A conflicts A\n",
      "sub/deep/b.conflicts": "B conflicts B\n",
    });
    const check = async (cwd: string): Promise<string> =>
      (await truce(["check"], { cwd: folder.at(cwd) })).stdout;
    expect(await check(".")).toBe("no problems in 2 files\n");
    expect(await check("sub/deep")).toBe("no problems in 1 file\n");
    await folder.remove();
  });

  it.each([["matrix"], ["explain", "A", "A"]])("%s needs one", async (...args) => {
    expect(await run(args)).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "truce: truce.json has several projects: choose one with --project: 'services/billing', 'services/crm'\n",
    });
    expect(await run([...args, "--project", "services/billing"])).toMatchObject({ status: 0, stderr: "" });
    expect(await run(args, "services/billing")).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("check", () => {
  it("reports all projects together, with paths from the folder of truce.json", async () => {
    expect((await run(["check"])).stdout).toBe("no problems in 2 files\n");
    await repository.write({
      "services/billing/a.conflicts": "Z conflicts A\n",
      "services/crm/rules/b.conflicts": "B conflict B\n",
    });
    const { status, stdout, stderr } = await run(["check"], "services");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/^services\/billing\/a\.conflicts:1:1: error CF2001/m);
    expect(stdout).toMatch(/^services\/crm\/rules\/b\.conflicts:1:3: error CF1007/m);
    expect(stdout).toContain("2 errors in 2 files");
  });

  it("prints one document in every format", async () => {
    await repository.write({
      "services/billing/a.conflicts": "A never conflicts\nA conflicts A\n",
      "services/crm/rules/b.conflicts": "B conflict B\n",
    });
    const json = JSON.parse((await run(["check", "--format", "json"])).stdout) as Record<string, never[]>;
    expect(json["files"]).toEqual(["services/billing/a.conflicts", "services/crm/rules/b.conflicts"]);
    expect(json["diagnostics"]).toMatchObject([
      {
        code: "CF2005",
        file: "services/billing/a.conflicts",
        related: [{ file: "services/billing/a.conflicts", start: { line: 1 } }],
      },
      {
        code: "CF1007",
        file: "services/crm/rules/b.conflicts",
        fix: { file: "services/crm/rules/b.conflicts" },
      },
    ]);
    expect(json["errors"]).toBe(2);

    const sarif = JSON.parse((await run(["check", "--format", "sarif"])).stdout) as {
      runs: { results: object[] }[];
    };
    const isValid = formats.default(new ajv.default({ strict: false, unicodeRegExp: false })).compile(schema);
    expect(isValid(sarif)).toBe(true);
    expect(sarif.runs).toHaveLength(1);
    expect(sarif.runs[0]?.results).toMatchObject([
      { locations: [{ physicalLocation: { artifactLocation: { uri: "services/billing/a.conflicts" } } }] },
      { locations: [{ physicalLocation: { artifactLocation: { uri: "services/crm/rules/b.conflicts" } } }] },
    ]);

    const env = { GITHUB_WORKSPACE: repository.root };
    const { stdout } = await run(["check", "--format", "github"], "services", { env });
    expect(stdout.match(/^::error file=(services\/\w+\/[^,]*),/gm)).toHaveLength(2);
  });

  it("reports nothing if files of one project cannot be read, and names them", async () => {
    await repository.write({
      "truce.json": JSON.stringify({ projects: [...CONFIG.projects, { root: "docs" }] }),
    });
    await repository.write({ "services/billing/events.json": "{" });
    const { status, stdout, stderr } = await run(["check", "--format", "json"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining("truce: services/billing: the event list 'events.json' is not JSON"),
      expect.stringContaining("truce: docs: there is no .conflicts file below"),
    ]);
  });
});

describe("fmt", () => {
  it("formats all projects, and no other files", async () => {
    await repository.write({
      "services/crm/rules/b.conflicts": "B   conflicts B\n",
      "services/other/c.conflicts": "A   never conflicts\n",
    });
    expect((await run(["fmt", "--check"], "services")).stdout).toBe(
      "services/crm/rules/b.conflicts\n1 of 2 files not formatted: run 'truce fmt'\n",
    );
    expect((await run(["fmt"], "services")).stdout).toBe(
      "formatted services/crm/rules/b.conflicts\n1 of 2 files changed\n",
    );
    expect(await readFile(repository.at("services/crm/rules/b.conflicts"), "utf8")).toBe("B conflicts B\n");
  });
});

describe("test", () => {
  it("runs the tests of all projects", async () => {
    expect((await run(["test"])).stdout).toBe("1 case passed in 1 file\n");
    await repository.write({
      "services/crm/rules/b.conflicts.test.yaml": TESTS.replaceAll("A", "B").replace(
        "conflict }",
        "compatible }",
      ),
    });
    const { status, stdout } = await run(["test", "--format", "json"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      passed: 1,
      failed: 1,
      files: [
        { file: "services/billing/a.conflicts.test.yaml" },
        { file: "services/crm/rules/b.conflicts.test.yaml" },
      ],
    });
  });
});

describe("build", () => {
  it("writes the module of every project that has one, and exits with the worst status", async () => {
    expect(await run(["build"])).toEqual({
      status: 0,
      stdout: "wrote services/billing/src/rules.ts\nwrote services/crm/rules.ts\n",
      stderr: "",
    });
    await repository.write({
      "services/billing/a.conflicts": "A conflict A\n",
      "services/crm/rules/b.conflicts": "B conflicts B\nC conflicts C\n",
    });
    const { status, stdout, stderr } = await run(["build"], "services");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "wrote services/crm/rules.ts\n" });
    expect(stderr).toContain("services/billing/a.conflicts:1:3: error CF1007");
    await repository.write({ "services/billing/events.json": "" });
    const broken = await run(["build", "--check"]);
    expect(broken).toMatchObject({ status: 2, stdout: "services/crm/rules.ts is up to date\n" });
    expect(broken.stderr).toContain("truce: services/billing: the event list 'events.json' is not JSON");
  });

  it("uses 'out' and 'events' of the project, unless the command line has these options", async () => {
    expect((await run(["build"], "services/crm")).stdout).toBe("wrote rules.ts\n");
    expect((await run(["build", "--out", "other.ts"], "services/crm")).stdout).toBe("wrote other.ts\n");
    await repository.write({ "services/billing/more.json": '["A", "More"]' });
    await run(["build", "--events", "more.json", "--project", "services/billing"]);
    expect(await readFile(repository.at("services/billing/src/rules.ts"), "utf8")).toContain('"More"');
  });

  it("needs a module", async () => {
    expect((await run(["build", "--out", "x.ts"])).stderr).toContain("--out is for one project");
    await repository.write({
      "truce.json": JSON.stringify({ projects: CONFIG.projects.map(({ root }) => ({ root })) }),
    });
    const { status, stderr } = await run(["build"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: no project in truce.json has a module: add 'out' to those that need one\n",
    });
    expect((await run(["build"], "services/crm")).stdout).toContain("@generated");
  });
});

describe("check --fix", () => {
  it("fixes the files of all projects, and prints one report", async () => {
    const files = ["services/billing/a.conflicts", "services/crm/rules/b.conflicts"];
    for (const file of files) await repository.write({ [file]: "A conflict A\n" });
    const { status, stdout } = await run(["check", "--fix"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^fixed 2 problems in 2 files\n/);
    for (const file of files) expect(await readFile(repository.at(file), "utf8")).toBe("A conflicts A\n");
  });
});

describe("diff", () => {
  beforeEach(async () => {
    repository.commit();
    await repository.write({ "services/billing/a.conflicts": "A never conflicts\n" });
  });

  it("compares each project with its own past, and exits with the worst status", async () => {
    const { status, stdout, stderr } = await run(["diff", "HEAD", "--fail-on", "loosened"]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      "services/billing:\ntruce: note: to accept these loosenings, add to a rule file, with your reason:\n" +
        "  // conflicts:loosens A with A because ...\n",
    );
    expect(stdout).toMatch(/^services\/billing:\n1 pair loosened[^]*\n\nservices\/crm:\n/);
    const { stdout: alone } = await run(["diff", "HEAD"], "services/billing");
    expect(stdout).toContain(`services/billing:\n${alone}`);
  });

  it("prints one JSON document, and only workflow commands for GitHub", async () => {
    const json = JSON.parse((await run(["diff", "HEAD", "--format", "json"])).stdout) as object;
    expect(json).toMatchObject({
      version: 1,
      projects: [
        { root: "services/billing", counts: { loosened: 1 } },
        { root: "services/crm", counts: { loosened: 0 }, changes: [] },
      ],
    });
    const { stdout } = await run(["diff", "HEAD", "--format", "github"]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .every((line) => line.startsWith("::")),
    ).toBe(true);
  });

  it("selects changes by files of one project, whatever the working folder", async () => {
    const config = { projects: [{ root: "services/billing" }, { root: "services/crm" }] };
    await repository.write({
      "truce.json": JSON.stringify(config),
      "services/billing/more/b.conflicts": "B conflicts B\n",
    });
    expect((await run(["diff", "HEAD", "services/billing/a.conflicts"])).stderr).toBe(
      "truce: truce.json has several projects: choose one with --project: 'services/billing', 'services/crm'\n",
    );
    const shown = async (args: readonly string[], cwd: string): Promise<readonly string[]> => {
      const { stdout } = await run(["diff", "HEAD", "--format", "json", ...args], cwd);
      const { changes } = JSON.parse(stdout) as {
        readonly changes: readonly { readonly incoming: string }[];
      };
      return [...new Set(changes.map(({ incoming }) => incoming))];
    };
    expect(await shown([], "services/billing")).toEqual(["A", "B"]);
    expect(await shown(["a.conflicts"], "services/billing")).toEqual(["A"]);
    expect(await shown(["b.conflicts"], "services/billing/more")).toEqual(["B"]);
    expect(await shown(["../a*"], "services/billing/more")).toEqual(["A"]);
    expect(await shown(["--project", "services/billing", "more"], "docs")).toEqual(["B"]);
    expect((await run(["diff", "HEAD", "../crm/rules"], "services/billing")).stderr).toBe(
      "truce: '../crm/rules' is outside the root of the project\n",
    );
  });

  it("prints no JSON if a project has errors, and names the project", async () => {
    await repository.write({ "services/crm/rules/b.conflicts": "B conflict B\n" });
    const { status, stdout, stderr } = await run(["diff", "HEAD", "--format", "json"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^services\/crm:\nrules\/b\.conflicts:1:3: error CF1007/);
    const nowhere = await run(["diff", "nowhere"]);
    expect(nowhere.status).toBe(2);
    expect(nowhere.stderr).toMatch(/^truce: services\/billing: .*nowhere/m);
  });
});

it("init writes into the project that --project names", async () => {
  expect((await run(["init", "new.conflicts", "--project", "services/crm"])).status).toBe(0);
  expect(await readFile(repository.at("services/crm/new.conflicts"), "utf8")).toContain("PriceRaised");
});
