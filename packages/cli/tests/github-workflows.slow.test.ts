/** The workflows and settings that the documentation shows are well formed, and their commands work as it says. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { hookedRepository, type HookedRepository } from "./hooked-repository.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly "runs-on": string; readonly steps: readonly Step[] }>>;
}

const page = readFileSync(join(import.meta.dirname, "../../../docs/git-hooks-and-ci.md"), "utf8");
/** The documents that the page shows, by the path in their first line. */
const documents = new Map(
  Array.from(page.matchAll(/^```yaml\n# (?<path>\S+)\n(?<text>.*?)^```/gms), ({ groups = {} }) => {
    const document = parseDocument(groups["text"] ?? "", { strict: true, uniqueKeys: true });
    return [groups["path"], document];
  }),
);
const files = new Map([...documents].map(([path, document]) => [path, document.toJS() as unknown]));
const stepsOf = (file: string): readonly Step[] =>
  Object.values((files.get(file) as Workflow).jobs).flatMap(({ steps }) => steps);

/** Every command in a string of a YAML value. */
function commandsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value.match(/truce [a-z]+[^&>]*/g) ?? [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(commandsIn) : [];
}

const CHECK = ".github/workflows/conflict-rules.yml";
const SCAN = ".github/workflows/code-scanning.yml";

test("the page shows a file for each tool", () => {
  expect([...files.keys()]).toEqual(["lefthook.yml", ".pre-commit-config.yaml", CHECK, SCAN]);
});

test.for([...documents])("%s is YAML", ([, { errors, warnings }]) => {
  expect([...errors, ...warnings]).toEqual([]);
});

test("the tools for hooks run what the hooks of the page run", () => {
  // Those are run by the tests of hooks.
  const inHooks = new Set(["truce check", "truce fmt --check", "truce diff origin/main --fail-on loosened"]);
  const commands = ["lefthook.yml", ".pre-commit-config.yaml"].flatMap((file) => commandsIn(files.get(file)));
  expect(new Set(commands.map((command) => command.trim()))).toEqual(inHooks);
});

test.for([CHECK, SCAN])("%s has the parts of a workflow", (file) => {
  const workflow = files.get(file) as Workflow;
  expect(Object.keys(workflow)).toEqual(["name", "on", "permissions", "jobs"]);
  for (const step of stepsOf(file)) {
    expect(step.uses ?? step.run).toEqual(
      expect.stringMatching(/^(?:[\w-]+\/[\w/-]+@v\d+|npm ci|npx --no -- truce .*)$/),
    );
  }
});

describe("the commands", () => {
  const checkout = "repositories/checkout";
  let repository: HookedRepository;

  /** As GitHub checks out a pull request: the last two commits before and in a merge. */
  beforeAll(async () => {
    repository = await hookedRepository();
    const { git, folder } = repository;
    const main = "repositories/main";
    await folder.write({
      [`${main}/a.conflicts`]: "A conflicts A\nB conflicts B\n",
      [`${main}/a.conflicts.test.yaml`]: "cases:\n  - { incoming: A, committed: A, expect: conflict }\n",
    });
    git(main, "init", "--quiet", "--initial-branch=main");
    git(main, "add", "--all");
    git(main, "commit", "--quiet", "--message=first");
    git(main, "checkout", "--quiet", "-b", "change");
    await folder.write({ [`${main}/a.conflicts`]: "A conflicts A\nB never conflicts\n" });
    git(main, "commit", "--quiet", "--all", "--message=a change");
    git(main, "checkout", "--quiet", "main");
    git(main, "merge", "--quiet", "--no-ff", "change");
    git("repositories", "clone", "--quiet", "--depth=2", `file://${folder.at(main)}`, "checkout");
    await repository.addTruce(checkout);
    await folder.write({ [`${checkout}/package.json`]: '{ "private": true }' });
  });
  afterAll(() => repository.folder.remove());

  const run = (command: string): { readonly status: number | null; readonly stdout: string } =>
    spawnSync("sh", ["-c", command], {
      cwd: repository.folder.at(checkout),
      env: { PATH: process.env["PATH"], HOME: repository.folder.root },
      encoding: "utf8",
    });

  test("of the workflow find that the change loosens a pair", () => {
    const commands = stepsOf(CHECK).flatMap(({ run: command = "" }) =>
      command.includes("truce") ? [command] : [],
    );
    const runs = commands.map((command) => run(command));
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 0, 1]);
    expect(runs.at(-1)?.stdout).toContain("::warning ");
  });

  test("of code scanning write SARIF", () => {
    const [command = ""] = stepsOf(SCAN).flatMap(({ run: one = "" }) => (one.includes("truce") ? [one] : []));
    expect(run(command.replace(/ > .*/, ""))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('"version": "2.1.0"') as string,
    });
  });
});
