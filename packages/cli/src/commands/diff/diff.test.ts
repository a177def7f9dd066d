import { rm } from "node:fs/promises";
import { projectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "../../../tests/git-repository.ts";
import { truce, type Run, type World } from "../../../tests/truce.ts";

let repository: GitRepository;

beforeAll(async () => {
  repository = await gitRepository({
    "rules/crm.conflicts": 'import "../shared.conflicts"\nPinned conflicts Pinned\nNote conflicts @Value\n',
    "shared.conflicts": "group @Value = Raised, Lowered\nRaised conflicts Raised\nLowered conflicts Raised\n",
  });
  repository.commit();
  repository.git("tag", "first");
  await repository.write({
    // Loosens a pair by its rule and one by the group, and tightens one.
    "rules/crm.conflicts":
      'import "../shared.conflicts"\nPinned conflicts Pinned on id\nNote conflicts @Value\n',
    "shared.conflicts": "group @Value = Raised\nRaised conflicts Raised, Lowered\nLowered conflicts Raised\n",
  });
});

afterAll(() => repository.remove());

const diff = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["diff", ...args], { cwd: repository.root, ...world });

describe("truce diff", () => {
  it("compares the present files with those of a commit, including their imports", async () => {
    const { status, stdout, stderr } = await diff(["first"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n")[0]).toBe("2 pairs loosened, 1 tightened, 0 added");
    expect(stdout).toContain("Note with a committed Lowered");
    expect(stdout).toContain("Pinned with a committed Pinned");
    expect(stdout).toContain("Raised with a committed Lowered");
  });

  it.each([
    { failOn: "loosened", status: 1 },
    { failOn: "tightened", status: 1 },
    { failOn: "changed", status: 1 },
  ])("fails on what is $failOn", async ({ failOn, status }) => {
    expect((await diff(["HEAD", "--fail-on", failOn])).status).toBe(status);
  });

  it("does not fail without such a change", async () => {
    const stdin = ["Pinned conflicts Pinned\n", "Pinned conflicts Pinned, Other\nOther conflicts Other\n"];
    await repository.write({ "before.txt": stdin[0] ?? "", "after.txt": stdin[1] ?? "" });
    const compare = (...failOn: readonly string[]): Promise<Run> =>
      diff(["before.txt", "after.txt", ...failOn]);
    expect((await compare()).stdout).toContain("0 pairs loosened");
    expect((await compare("--fail-on", "loosened")).status).toBe(0);
    expect((await compare("--fail-on", "changed")).status).toBe(1);
    expect((await diff(["before.txt", "before.txt", "--fail-on", "changed"])).status).toBe(0);
  });

  it("distinguishes loosened from tightened", async () => {
    await repository.write({ "wide.txt": "A conflicts A\n", "narrow.txt": "A conflicts A on id\n" });
    const status = async (...args: readonly string[]): Promise<number> => (await diff(args)).status;
    expect(await status("wide.txt", "narrow.txt", "--fail-on", "loosened")).toBe(1);
    expect(await status("wide.txt", "narrow.txt", "--fail-on", "tightened")).toBe(0);
    expect(await status("narrow.txt", "wide.txt", "--fail-on", "loosened")).toBe(0);
    expect(await status("narrow.txt", "wide.txt", "--fail-on", "tightened")).toBe(1);
  });

  it("compares a folder of the repository", async () => {
    const { status, stdout } = await diff(["HEAD", "--root", "rules"]);
    // The import leads out of this root, now and in the commit.
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    await repository.write({ "sub/a.conflicts": "A conflicts A\n" });
    expect((await diff(["HEAD", "--root", "sub"])).status).toBe(0);
    await rm(repository.at("sub"), { recursive: true });
  });

  it("prints JSON", async () => {
    const json = JSON.parse((await diff(["HEAD", "--format", "json"])).stdout) as { readonly counts: object };
    expect(json.counts).toMatchObject({ loosened: 2, tightened: 1 });
  });

  it("uses colours on a terminal", async () => {
    expect((await diff(["HEAD"], { isTerminal: true })).stdout).toContain("\u{1B}[");
  });
});

describe("files after a commit", () => {
  let moved: GitRepository;
  const compare = (...args: readonly string[]): Promise<Run> =>
    truce(["diff", "first", ...args], { cwd: moved.root });
  /** The pairs that are shown. */
  const pairs = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await compare(...args)).stdout
      .match(/^ {2}(?! ).* with a committed .*$/gm)
      ?.map((line) => line.trim()) ?? [];

  beforeAll(async () => {
    moved = await gitRepository({
      "a.conflicts": "A conflicts A, B\nB conflicts B\n",
      "other/o.conflicts": "O conflicts O, P\nP conflicts A\n",
    });
    moved.commit();
    moved.git("tag", "first");
    moved.git("mv", "a.conflicts", "other/b.conflicts");
    await moved.write({
      "other/b.conflicts": "A conflicts A\nB never conflicts\n",
      "other/o.conflicts": "O conflicts O\nP conflicts A\n",
      "new.conflicts": "N conflicts N\n",
    });
  });
  afterAll(() => moved.remove());

  it.each([
    { files: ["other/b.conflicts"], shown: ["A with a committed B", "B with a committed B"] },
    { files: ["a.conflicts"], shown: ["A with a committed B", "B with a committed B"] },
    { files: ["other/o*"], shown: ["O with a committed P"] },
    {
      files: ["other"],
      shown: ["A with a committed B", "B with a committed B", "O with a committed P"],
    },
    {
      files: ["new.conflicts"],
      shown: ["N with a committed event of any type except N"],
    },
  ])("select the changes of their rules: $files", async ({ files, shown }) => {
    expect(await pairs(...files)).toEqual(shown);
  });

  it("do not make rules that moved between files look new", async () => {
    const { stdout } = await compare("other/b.conflicts");
    expect(stdout).toContain("before: conflicts (a.conflicts:1)");
    expect(stdout).not.toContain("Added");
  });

  it("are counted with all the others, and a note counts the changes that are not shown", async () => {
    const { stdout, stderr } = await compare("other/b.conflicts");
    expect(stdout.split("\n")[0]).toBe("3 pairs loosened, 0 tightened, 5 added");
    expect(stderr).toBe("truce: note: not shown: 2 changes in other files\n");
    expect((await compare(".")).stderr).toBe("");
    const json = JSON.parse((await compare("other/o.conflicts", "--format", "json")).stdout) as unknown;
    expect(json).toMatchObject({ counts: { loosened: 3, added: 5 }, changes: [{ incoming: "O" }] });
  });

  it("do not keep --fail-on from failing because of other files", async () => {
    const { status, stdout, stderr } = await compare("new.conflicts", "--fail-on", "loosened");
    expect(status).toBe(1);
    expect(stdout).not.toContain("A with");
    expect(stderr).toContain("// conflicts:loosens A with B because ...");
  });

  it("must be rule files of the commit or present ones", async () => {
    await moved.write({ "notes.txt": "" });
    for (const name of ["nowhere.conflicts", "notes.txt", "-"]) {
      const { status, stdout, stderr } = await compare(name);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toBe(`truce: '${name}' does not exist\n`);
    }
  });
});

describe("a project", () => {
  it("can get its first rules, or lose its last ones", async () => {
    const small = await gitRepository();
    const first = small.commit();
    const compareSmall = (...args: readonly string[]): Promise<Run> =>
      truce(["diff", ...args, "--fail-on", "loosened"], { cwd: small.root });
    expect((await compareSmall(first)).stderr).toBe(
      `truce: there is no .conflicts file below '${small.root}', neither now nor in '${first}'\n`,
    );
    await small.write({ "a.conflicts": "A conflicts A\n" });
    expect((await compareSmall(first)).stdout).toContain("0 pairs loosened, 0 tightened, 1 added");
    expect((await compareSmall(first, "a.conflicts")).status).toBe(0);
    small.commit();
    await rm(small.at("a.conflicts"));
    const { status, stdout } = await compareSmall("HEAD");
    expect(status).toBe(0);
    expect(stdout).toContain("types that no rule names any more: A");
    await small.remove();
  });
});

describe("what cannot be compared", () => {
  it.each([
    { args: ["nowhere"], says: "truce: 'nowhere' is neither a file nor a commit\n" },
    { args: ["--", "--output=x"], says: "'--output=x' is neither a file nor a commit\n" },
    { args: ["shared.conflicts"], says: "name the files to compare with 'shared.conflicts'" },
    { args: ["HEAD", "nowhere.conflicts"], says: "'nowhere.conflicts' does not exist" },
    { args: [], says: "missing required argument 'before'" },
    { args: ["HEAD", "--fail-on", "anything"], says: "Allowed choices are loosened, tightened, changed." },
  ])("truce diff $args", async ({ args, says }) => {
    const { status, stdout, stderr } = await diff(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^truce: /);
    expect(stderr).toContain(says);
  });

  it("is a commit that a shallow clone does not have", async () => {
    const clone = await projectFolder();
    repository.git("clone", "--quiet", "--depth=1", `file://${repository.root}`, clone.root);
    expect((await truce(["diff", "HEAD~1"], { cwd: clone.root })).stderr).toBe(
      "truce: 'HEAD~1' is neither a file nor a commit in this shallow clone: fetch more of its history, for example with 'fetch-depth: 0' of actions/checkout\n",
    );
    await clone.remove();
  });

  it("is a name of both a file and a commit", async () => {
    await repository.write({ first: "A conflicts A\n" });
    expect((await diff(["first", "first"])).stderr).toBe(
      "truce: 'first' is a commit and also a file: write './first' for the file, or the hash of the commit\n",
    );
    expect((await diff(["./first", "first"])).status).toBe(0);
    await rm(repository.at("first"));
  });

  it("is a commit whose rules have errors", async () => {
    const broken = await gitRepository({ "a.conflicts": "A conflict A\n" });
    broken.commit();
    await broken.write({ "a.conflicts": "A conflicts A\n" });
    const { status, stdout, stderr } = await truce(["diff", "HEAD"], { cwd: broken.root });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("a.conflicts:1:3: error CF1007");
    expect(stderr).toContain("truce: the rules of 'HEAD' have errors, so they cannot be compared\n");
    await broken.remove();
  });

  it("is a commit outside a repository, but files can be compared there", async () => {
    const folder = await projectFolder({
      "a.conflicts": "A conflicts A\n",
      "b.conflicts": "A never conflicts\n",
    });
    const inFolder = (...args: readonly string[]): Promise<Run> =>
      truce(["diff", ...args], { cwd: folder.root });
    expect((await inFolder("HEAD", "a.conflicts")).stderr).toContain(
      "'HEAD' is not a file, and git cannot find out whether it is a commit: not a git repository",
    );
    const { stdout } = await inFolder("a.conflicts", "b.conflicts");
    expect(stdout).toContain("1 pair loosened");
    await folder.remove();
  });
});
