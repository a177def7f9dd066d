import { rm } from "node:fs/promises";
import { projectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "../../../tests/git-repository.ts";
import { truce, type Run, type World } from "../../../tests/truce.ts";

let repository: GitRepository;

beforeAll(async () => {
  repository = await gitRepository({
    "rules/crm.conflicts":
      'import "../../shared.conflicts"\nPinned conflicts Pinned\nNote conflicts @Value\n',
    "shared.conflicts": "group @Value = Raised, Lowered\nRaised conflicts Raised\nLowered conflicts Raised\n",
  });
  repository.commit();
  repository.git("tag", "first");
  await repository.write({
    // Loosened, from the group too, and tightened.
    "rules/crm.conflicts":
      'import "../../shared.conflicts"\nPinned conflicts Pinned on id\nNote conflicts @Value\n',
    "shared.conflicts": "group @Value = Raised\nRaised conflicts Raised, Lowered\nLowered conflicts Raised\n",
  });
});

afterAll(() => repository.remove());

const diff = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["diff", ...args], { cwd: repository.root, ...world });

describe("truce diff", () => {
  it("compares the files as they are with those of a commit, imports of then included", async () => {
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

  it("does not fail on what there is not", async () => {
    const stdin = ["Pinned conflicts Pinned\n", "Pinned conflicts Pinned, Other\nOther conflicts Other\n"];
    await repository.write({ "before.txt": stdin[0] ?? "", "after.txt": stdin[1] ?? "" });
    const compare = (...failOn: readonly string[]): Promise<Run> =>
      diff(["before.txt", "after.txt", ...failOn]);
    expect((await compare()).stdout).toContain("0 pairs loosened");
    expect((await compare("--fail-on", "loosened")).status).toBe(0);
    expect((await compare("--fail-on", "changed")).status).toBe(1);
    expect((await diff(["before.txt", "before.txt", "--fail-on", "changed"])).status).toBe(0);
  });

  it("tells loosened from tightened", async () => {
    await repository.write({ "wide.txt": "A conflicts A\n", "narrow.txt": "A conflicts A on id\n" });
    const status = async (...args: readonly string[]): Promise<number> => (await diff(args)).status;
    expect(await status("wide.txt", "narrow.txt", "--fail-on", "loosened")).toBe(1);
    expect(await status("wide.txt", "narrow.txt", "--fail-on", "tightened")).toBe(0);
    expect(await status("narrow.txt", "wide.txt", "--fail-on", "loosened")).toBe(0);
    expect(await status("narrow.txt", "wide.txt", "--fail-on", "tightened")).toBe(1);
  });

  it("takes only the files that are named, then and now", async () => {
    expect((await diff(["HEAD", "shared.conflicts"])).stdout).toContain("1 tightened");
    expect((await diff(["HEAD", "shared.conflicts"])).stdout).not.toContain("Pinned");
    await repository.write({ "new.txt": "New conflicts New\n" });
    expect((await diff(["HEAD", "new.txt"])).stdout).toContain("0 pairs loosened, 0 tightened, ");
  });

  it("is the same from a folder of the repository", async () => {
    const { status, stdout } = await diff(["HEAD", "--root", "rules"]);
    // The import leads out of this root, then and now.
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    await repository.write({ "sub/a.conflicts": "A conflicts A\n" });
    expect((await diff(["HEAD", "--root", "sub"])).status).toBe(0);
    await rm(repository.at("sub"), { recursive: true });
  });

  it("as JSON", async () => {
    const json = JSON.parse((await diff(["HEAD", "--format", "json"])).stdout) as { readonly counts: object };
    expect(json.counts).toMatchObject({ loosened: 2, tightened: 1 });
  });

  it("has colours on a terminal", async () => {
    expect((await diff(["HEAD"], { isTerminal: true })).stdout).toContain("\u{1B}[");
  });
});

describe("rules that have moved", () => {
  let moved: GitRepository;
  const compare = (...args: readonly string[]): Promise<Run> =>
    truce(["diff", "first", ...args], { cwd: moved.root });
  const unclear =
    "'a.conflicts' of 'first' has rules with 'A' and 1 other: name it too, or no files at all\n";

  beforeAll(async () => {
    moved = await gitRepository({
      "a.conflicts": "A conflicts A, B\nB conflicts B\n",
      "other/o.conflicts": "O conflicts O, P\nP conflicts A\n",
      "broken/b.conflicts": "A conflict\n",
    });
    moved.commit();
    moved.git("tag", "first");
    moved.git("mv", "a.conflicts", "other/b.conflicts");
    await moved.write({ "other/b.conflicts": "A conflicts A\nB never conflicts\n" });
    moved.git("rm", "--quiet", "broken/b.conflicts");
  });
  afterAll(() => moved.remove());

  it.each([[["other/b.conflicts"]], [["other"]], [["other/b*"]], [["other", "a.conf*"]]])(
    "to %j are no new ones",
    async (files) => {
      const { status, stdout, stderr } = await compare(...files, "--fail-on", "loosened");
      if (files.length > 1) expect(status).toBe(1);
      else expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr.includes(`truce: ${unclear}`)).toBe(files.length === 1);
    },
  );

  it("are told of where nothing is to fail", async () => {
    const { status, stdout, stderr } = await compare("other/b.conflicts");
    expect(status).toBe(0);
    expect(stdout).toContain("0 pairs loosened");
    expect(stderr).toBe(`truce: note: 'other/b.conflicts' is new since 'first'\ntruce: note: ${unclear}`);
  });

  it("are compared where the file of then is named, though it is gone", async () => {
    const { status, stdout } = await compare("a.conflicts", "other/b.conflicts", "--fail-on", "loosened");
    expect(status).toBe(1);
    expect(stdout).toContain("2 pairs loosened, 0 tightened, 0 added");
    expect((await compare("nowhere.conflicts")).stderr).toBe("truce: 'nowhere.conflicts' does not exist\n");
  });

  it("are not looked for where the types are known, or really new", async () => {
    await moved.write({ "new.conflicts": "N conflicts A on id\nN conflicts N\n" });
    expect((await compare("new.conflicts", "--fail-on", "loosened")).status).toBe(0);
    await moved.write({ "new.conflicts": "P conflicts P\n" });
    expect((await compare("new.conflicts", "--fail-on", "loosened")).status).toBe(2);
    await rm(moved.at("new.conflicts"));
    await moved.write({ "other/o.conflicts": "O conflicts O\nP conflicts A\n" });
    expect((await compare("other/o.conflicts", "--fail-on", "loosened")).status).toBe(1);
  });

  it("are moved together with rules of types that another file goes on to have", async () => {
    const split = await gitRepository({
      "a.conflicts": "A conflicts B\n",
      "b.conflicts": "A conflicts A\nB never conflicts\n",
    });
    const { root } = split;
    split.commit();
    const args = ["diff", "HEAD", "b.conflicts", "--fail-on", "loosened"];
    expect((await truce(args, { cwd: root })).status).toBe(0);
    await rm(split.at("a.conflicts"));
    const { status, stderr } = await truce(args, { cwd: root });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "truce: 'a.conflicts' of 'HEAD' has rules with 'A': name it too, or no files at all\n",
    });
    await split.remove();
  });

  it("may be the first, or the last", async () => {
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
      "truce: 'HEAD~1' is neither a file nor a commit in this shallow clone: fetch more of its history, as 'fetch-depth: 0' of actions/checkout does\n",
    );
    await clone.remove();
  });

  it("is what can be either of two", async () => {
    await repository.write({ first: "A conflicts A\n" });
    expect((await diff(["first", "first"])).stderr).toBe(
      "truce: 'first' is a commit and also a file: write './first' for the file, or its hash\n",
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

  it("is a commit where there is no repository, though files are", async () => {
    const folder = await projectFolder({
      "a.conflicts": "A conflicts A\n",
      "b.conflicts": "A never conflicts\n",
    });
    const inFolder = (...args: readonly string[]): Promise<Run> =>
      truce(["diff", ...args], { cwd: folder.root });
    expect((await inFolder("HEAD", "a.conflicts")).stderr).toContain(
      "'HEAD' is not a file, and git cannot say whether it is a commit: not a git repository",
    );
    const { stdout } = await inFolder("a.conflicts", "b.conflicts");
    expect(stdout).toContain("1 pair loosened");
    await folder.remove();
  });
});
