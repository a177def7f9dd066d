import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "../../../tests/git-repository.ts";
import { truce, type Run } from "../../../tests/truce.ts";

const STRICT = "Pinned conflicts Pinned\nNote conflicts Note\n";
const LOOSE = "Pinned conflicts Pinned on id\nNote conflicts Note\n";
const ACCEPTED = "// conflicts:loosens Pinned with Pinned because each note has its own pin\n";

let repository: GitRepository;

beforeEach(async () => {
  repository = await gitRepository({ "crm.conflicts": STRICT, "other.conflicts": "Other conflicts Other\n" });
  repository.commit();
});

afterEach(() => repository.remove());

const diff = (...args: readonly string[]): Promise<Run> =>
  truce(["diff", "HEAD", "--fail-on", "loosened", ...args], { cwd: repository.root });
const write = (text: string): Promise<void> => repository.write({ "crm.conflicts": text });

describe("a loosening", () => {
  it("fails as long as it is not accepted, and prints the comment that would accept it", async () => {
    await write(LOOSE);
    const { status, stderr } = await diff();
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        "truce: note: to accept these loosenings, add to a rule file, with your reason:\n  // conflicts:loosens Pinned with Pinned because ...\n",
    });
    expect((await truce(["diff", "HEAD"], { cwd: repository.root })).stderr).toBe("");
  });

  it("passes with an acceptance, and shows its reason", async () => {
    await write(ACCEPTED + LOOSE);
    const { status, stdout, stderr } = await diff();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(
      "Loosened, and accepted by this change\n  Pinned with a committed Pinned\n    before: conflicts (crm.conflicts:1)\n    now:    conflicts on id (crm.conflicts:2)\n    because each note has its own pin\n",
    );
    const json = JSON.parse((await diff("--format", "json")).stdout) as unknown;
    expect(json).toMatchObject({
      changes: [{ accepted: "each note has its own pin" }],
      unusedAcceptances: [],
    });
    expect((await truce(["check"], { cwd: repository.root })).stdout).toBe("no problems in 2 files\n");
  });

  it("is accepted only in the change that adds the comment", async () => {
    await write(ACCEPTED + LOOSE);
    expect((await diff()).status).toBe(0);
    repository.commit();
    expect((await diff()).status).toBe(0);
    await write(ACCEPTED + LOOSE.replace("on id", "on id and place"));
    expect((await diff()).status).toBe(1);
    // Moving the comment to another file does not help.
    await write(LOOSE.replace("on id", "on id and place"));
    await repository.write({ "other.conflicts": `Other conflicts Other\n${ACCEPTED}` });
    expect((await diff()).status).toBe(1);
    await write(`${ACCEPTED.replace("its own pin", "a place")}${LOOSE.replace("on id", "on id and place")}`);
    expect((await diff()).status).toBe(0);
  });

  it("of a deleted rule can be accepted in any file", async () => {
    await write("Note conflicts Note\n");
    await repository.write({
      "other.conflicts": `${ACCEPTED}Other conflicts Other\nPinned never conflicts\n`,
    });
    expect((await diff()).status).toBe(0);
    await rm(repository.at("crm.conflicts"));
    // Note has no rule any more, so it conflicts with everything.
    expect((await diff()).status).toBe(0);
    await repository.write({ "other.conflicts": "Other conflicts Other\nPinned never conflicts\n" });
    expect((await diff()).status).toBe(1);
  });

  it("fails if only some of the pairs are accepted", async () => {
    await write(`${ACCEPTED}Pinned conflicts Pinned on id\nNote conflicts Note on id\n`);
    const { status, stderr } = await diff();
    expect(status).toBe(1);
    expect(stderr).toContain("  // conflicts:loosens Note with Note because ...\n");
    expect(stderr).not.toContain("Pinned with Pinned");
  });

  it("is still a change", async () => {
    await write(ACCEPTED + LOOSE);
    const { status } = await truce(["diff", "HEAD", "--fail-on", "changed"], { cwd: repository.root });
    expect(status).toBe(1);
  });
});

describe("an acceptance", () => {
  it("of a pair that the change does not loosen is a finding", async () => {
    await write(ACCEPTED + STRICT);
    const { status, stdout, stderr } = await diff();
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain(
      "Acceptances that do not count\n  crm.conflicts:1: this change does not loosen Pinned with Pinned, so there is nothing to accept\n",
    );
    repository.commit();
    expect((await diff()).status).toBe(0);
  });

  it("that cannot be read is a finding, and accepts nothing", async () => {
    await write(`// conflicts:loosens Pinned\n${LOOSE}`);
    const { status, stdout } = await diff();
    expect(status).toBe(1);
    expect(stdout).toContain("  crm.conflicts:1: an acceptance reads // conflicts:loosens");
  });

  it("counts also if two files are compared", async () => {
    await repository.write({ "old.txt": STRICT, "new.txt": ACCEPTED + LOOSE, "bad.txt": LOOSE });
    const compare = async (file: string): Promise<number> =>
      (await truce(["diff", "old.txt", file, "--fail-on", "loosened"], { cwd: repository.root })).status;
    expect([await compare("new.txt"), await compare("bad.txt")]).toEqual([0, 1]);
  });
});
