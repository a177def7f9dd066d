import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "../../../tests/git-repository.ts";
import { truce } from "../../../tests/truce.ts";

let repository: GitRepository;

beforeEach(async () => {
  repository = await gitRepository({
    "rules/crm.conflicts": [
      "Pinned conflicts Pinned, Moved",
      "Moved conflicts Moved",
      "Note conflicts Note on id",
      "stream board {",
      "  override Pinned conflicts Pinned",
      "}",
      "",
    ].join("\n"),
    "rules/gone.conflicts": "Gone conflicts Gone\n",
  });
  repository.commit();
});

afterEach(() => repository.remove());

const annotations = async (): Promise<readonly string[]> => {
  const { stdout } = await truce(["diff", "HEAD", "--format", "github"], { cwd: repository.root });
  return stdout.split("\n").slice(0, -1);
};

describe("annotations", () => {
  it("are one for each pair, at the rule that decides it now, with loosened pairs first", async () => {
    await repository.write({
      "rules/crm.conflicts": [
        "// conflicts:loosens Moved with Moved because moves are merged, Pinned too",
        "",
        "Note conflicts Note",
        "New conflicts New",
        "New conflicts Note",
        "Pinned conflicts Pinned on id",
        "Moved never conflicts",
        "stream board {",
        "  override Pinned never conflicts",
        "}",
        "",
      ].join("\n"),
    });
    const file = "file=rules/crm.conflicts";
    const help = "%0Ahelp: to accept this, add the comment // conflicts:loosens Pinned with";
    expect(await annotations()).toEqual([
      `::warning ${file},line=6,title=loosened%3A Pinned with a committed Moved%2C except in streams of 'board'::before: conflicts (rules/crm.conflicts:1)%0Anow: never conflicts${help} Moved because ...`,
      `::warning ${file},line=6,title=loosened%3A Pinned with a committed Pinned%2C except in streams of 'board'::before: conflicts (rules/crm.conflicts:1)%0Anow: conflicts on id (rules/crm.conflicts:6)${help} Pinned because ...`,
      `::warning ${file},line=9,title=loosened%3A Pinned with a committed Pinned%2C in streams of 'board'::before: conflicts (rules/crm.conflicts:5)%0Anow: never conflicts${help} Pinned because ...`,
      "::notice title=conflict rules::3 pairs loosened, 1 tightened, 4 added",
      `::notice ${file},line=7,title=loosened and accepted%3A Moved with a committed Moved::before: conflicts (rules/crm.conflicts:2)%0Anow: never conflicts%0Abecause moves are merged, Pinned too`,
      `::notice ${file},line=4,title=added%3A New with a committed event of any type except New%2C Note::now: never conflicts`,
      `::notice ${file},line=3,title=tightened%3A Note with a committed Note::before: conflicts on id (rules/crm.conflicts:3)%0Anow: conflicts (rules/crm.conflicts:3)`,
    ]);
  });

  it("about a type without rules are at the top of the file that had its rules, if that file still exists", async () => {
    await repository.write({ "rules/crm.conflicts": "Pinned conflicts Gone\nMoved conflicts Note\n" });
    await rm(repository.at("rules/gone.conflicts"));
    const found = await annotations();
    expect(found.filter((line) => /tightened%3A (?:Note|Gone) with/.test(line))).toEqual([
      "::notice title=tightened%3A Gone with a committed event of any type except Gone::before: never conflicts%0Anow: conflicts: the incoming type has no rule",
      "::notice file=rules/crm.conflicts,line=1,title=tightened%3A Note with a committed Note::before: conflicts on id (rules/crm.conflicts:3)%0Anow: conflicts: the incoming type has no rule",
      "::notice file=rules/crm.conflicts,line=1,title=tightened%3A Note with a committed event of any type except Note::before: never conflicts%0Anow: conflicts: the incoming type has no rule",
    ]);
  });

  it("have paths from the folder that the workflow has checked out", async () => {
    await repository.write({ "rules/crm.conflicts": "Pinned never conflicts\n" });
    const { stdout } = await truce(["diff", "HEAD", "--format", "github", "--root", "rules"], {
      cwd: repository.root,
      env: { GITHUB_WORKSPACE: repository.root },
    });
    expect(stdout).toMatch(/^::warning file=rules\/crm\.conflicts,line=1,/);
  });

  it("about an acceptance that does not count are at its line", async () => {
    await repository.write({
      "rules/gone.conflicts": "Gone conflicts Gone\n// conflicts:loosens Gone with Gone because x\n",
    });
    expect(await annotations()).toEqual([
      "::warning file=rules/gone.conflicts,line=2,title=acceptance::this change does not loosen Gone with Gone, so there is nothing to accept",
      "::notice title=conflict rules::0 pairs loosened, 0 tightened, 0 added",
    ]);
  });
});
