/** `truce` in the hooks of real repositories, where Git sets variables that mislead programs: nothing may change there. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hookedRepository, type Done, type HookedRepository } from "./hooked-repository.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/git-hooks-and-ci.md"), "utf8");
/** The hook that the documentation shows. */
const [, PRE_COMMIT = ""] = /^```sh\n(#!\/bin\/sh\n# \.githooks\/pre-commit\n.*?)^```/ms.exec(page) ?? [];
const HOOK = `${PRE_COMMIT}truce diff HEAD\n`;

const RULES = "services/crm/crm.conflicts";
const BEFORE = "A conflicts A\nB never conflicts\n";
const BAD = "A conflict A\nB never conflicts\n";
const GOOD = "A conflicts A\nB conflicts B\n";
const FILES = {
  "truce.json": '{ "projects": [{ "root": "services/crm" }] }',
  [RULES]: BEFORE,
  // Outside the project: whoever takes the repository's root for the project's reads it.
  "other.conflicts": "Z conflicts Z\n",
  "notes.txt": "",
};
const DIFF = [
  "0 pairs loosened, 1 tightened, 0 added",
  "",
  "Tightened: what was merged may conflict now",
  "  B with a committed B",
  "    before: never conflicts",
  "    now:    conflicts (crm.conflicts:2)",
].join("\n");

let repository: HookedRepository;
let git: HookedRepository["git"];

beforeEach(async () => {
  repository = await hookedRepository();
  ({ git } = repository);
});
afterEach(() => repository.folder.remove());

async function createRepository(at: string, hook = HOOK): Promise<void> {
  await write(at, FILES);
  git(at, "init", "--quiet", "--initial-branch=main");
  git(at, "add", "--all");
  git(at, "commit", "--quiet", "--message=first");
  await repository.addTruce(at);
  await repository.addHook(at, "pre-commit", hook);
}

async function write(at: string, files: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(files).map(([path, text]) => [`${at}/${path}`, text]);
  await repository.folder.write(Object.fromEntries(entries) as Record<string, string>);
}

const head = (at: string): string => git(at, "rev-parse", "HEAD").output;

/** Commits bad rules, which the hook refuses, and then good ones, which it lets through. It changes nothing itself. */
async function expectGuarded(at: string, commit: () => Done): Promise<void> {
  const before = head(at);
  await write(at, { [RULES]: BAD });
  const refused = commit();
  expect(refused.output).toContain("crm.conflicts:1:3: error CF1007: found 'conflict'");
  expect(refused.status).toBe(1);
  expect(head(at)).toBe(before);
  await expectUntouched();

  await write(at, { [RULES]: GOOD });
  const done = commit();
  expect(done.output).toContain(DIFF);
  expect(done.status).toBe(0);
  expect(head(at)).not.toBe(before);
  expect(git(at, "show", `HEAD:${RULES}`).output).toBe(GOOD);
  await expectUntouched();
}

/** No file of any repository has changed while the hook ran, not even the index or an object. */
async function expectUntouched(): Promise<void> {
  const { before, after } = await repository.lastRun();
  expect(before).toContain("HEAD");
  expect(after).toBe(before);
}

const variables = async (): Promise<readonly string[]> => (await repository.lastRun()).variables;

describe("the hook of the documentation, with a diff", () => {
  const main = "repositories/main";
  const whole = (at: string) => (): Done => {
    git(at, "add", RULES);
    return git(at, "commit", "--message=a change");
  };

  test("guards git commit", async () => {
    await createRepository(main);
    await expectGuarded(main, whole(main));
  });

  test("checks what is staged, not what is on disk", async () => {
    await createRepository(main);
    await write(main, { [RULES]: GOOD });
    git(main, "add", RULES);
    await write(main, { [RULES]: BAD });
    const done = git(main, "commit", "--message=a change");
    // `truce diff` compares the files on disk, and those are bad.
    expect(done.output).toContain("no problems in 1 file");
    await write(main, { [RULES]: BAD });
    git(main, "add", RULES);
    await write(main, { [RULES]: GOOD });
    expect(git(main, "commit", "--message=a change").output).toContain("error CF1007");
    await expectUntouched();
  });

  test("guards git commit --all", async () => {
    await createRepository(main);
    await expectGuarded(main, () => git(main, "commit", "--all", "--message=a change"));
    expect(await variables()).toContain("GIT_INDEX_FILE");
  });

  test("guards git commit FILE, which commits another index than the usual one", async () => {
    await createRepository(main);
    await write(main, { "notes.txt": "staged" });
    git(main, "add", "notes.txt");
    await expectGuarded(main, () => git(main, "commit", "--message=a change", RULES));
    expect(await variables()).toContain("GIT_INDEX_FILE");
    expect(git(main, "diff", "--cached", "--name-only").output).toBe("notes.txt\n");
  });

  test("guards a commit in a linked worktree", async () => {
    await createRepository(main);
    const linked = "repositories/linked";
    git(main, "worktree", "add", "--quiet", "../linked", "-b", "other");
    await repository.addTruce(linked);
    await expectGuarded(linked, whole(linked));
    expect(await variables()).toContain("GIT_DIR");
    expect(git(main, "status", "--porcelain").output).toBe("");
  });

  test("guards a commit in a submodule", async () => {
    await createRepository(main);
    const submodule = "repositories/outer/inner";
    await write("repositories/outer", { "README.md": "" });
    git("repositories/outer", "init", "--quiet", "--initial-branch=main");
    git(
      "repositories/outer",
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "add",
      "--quiet",
      "../main",
      "inner",
    );
    await repository.addTruce(submodule);
    await repository.addHook(submodule, "pre-commit", HOOK);
    await expectGuarded(submodule, whole(submodule));
  });

  test("guards a commit in a rebase that has stopped", async () => {
    await createRepository(main);
    await write(main, { "notes.txt": "second" });
    git(main, "commit", "--quiet", "--all", "--message=second");
    const sequence = ["-c", "sequence.editor=sed -i.old s/^pick/edit/"];
    expect(git(main, ...sequence, "rebase", "--interactive", "HEAD~1").status).toBe(0);
    await expectGuarded(main, () => git(main, "commit", "--all", "--message=a change"));
    expect(git(main, "rebase", "--continue").status).toBe(0);
  });

  test("guards a commit whose repository is named by options", async () => {
    await createRepository(main);
    const top = repository.folder.at(main);
    const named = ["--git-dir", `${top}/.git`, "--work-tree", top];
    await expectGuarded(main, () => git("bin", ...named, "commit", "--all", "--message=a change"));
    expect(await variables()).toEqual(expect.arrayContaining(["GIT_DIR", "GIT_WORK_TREE"]));
  });

  test("compares with a commit in a command of a rebase", async () => {
    await createRepository(main, "");
    await write(main, { [RULES]: GOOD });
    git(main, "commit", "--quiet", "--all", "--message=second");
    const run = git(main, "rebase", "--exec", "node_modules/.bin/truce diff HEAD~1", "HEAD~1");
    expect(run.output).toContain(DIFF);
    expect(run.status).toBe(0);
    expect(git(main, "status", "--porcelain").output).toBe("");
  });
});

describe("the hook before a push of the documentation", () => {
  const [, PRE_PUSH = ""] = /^```sh\n(#!\/bin\/sh\n# \.githooks\/pre-push\n.*?)^```/ms.exec(page) ?? [];

  test("refuses what loosens, and lets through what tightens or is accepted", async () => {
    const main = "repositories/main";
    await createRepository(main, "");
    await write("repositories", { "remote/.keep": "" });
    git("repositories/remote", "init", "--quiet", "--bare");
    git(main, "remote", "add", "origin", "../remote");
    git(main, "push", "--quiet", "origin", "main");
    await repository.addHook(main, "pre-push", PRE_PUSH);
    const push = (): Done => git(main, "push", "origin", "HEAD:refs/heads/change");

    await write(main, { [RULES]: "A never conflicts\nB never conflicts\n" });
    git(main, "commit", "--quiet", "--all", "--message=loosens");
    const refused = push();
    expect(refused.output).toContain("1 pair loosened, 0 tightened, 0 added");
    expect(refused.status).not.toBe(0);
    await expectUntouched();

    const accepted = "// conflicts:loosens A with A because both count\n";
    await write(main, { [RULES]: `${accepted}A never conflicts\nB conflicts B\n` });
    git(main, "commit", "--quiet", "--all", "--message=accepted");
    const done = push();
    expect(done.output).toContain("1 pair loosened, 1 tightened, 0 added");
    expect(done.status).toBe(0);
    await expectUntouched();
  });
});
