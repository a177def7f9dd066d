import { chmod } from "node:fs/promises";
import { delimiter } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { gitRepository, type GitRepository } from "../../../../tests/git-repository.ts";
import { runGit } from "./run-git.ts";

let repository: GitRepository;

beforeAll(async () => {
  repository = await gitRepository({ "a b/x.conflicts": "", git: "#!/bin/sh\necho never this one\n" });
  await chmod(repository.at("git"), 0o755);
  repository.commit();
});

afterAll(() => repository.remove());
afterEach(() => vi.unstubAllEnvs());

const output = async (...args: Parameters<typeof runGit>): Promise<string> => {
  const result = await runGit(...args);
  return "output" in result ? result.output.toString().trim() : `problem: ${result.problem}`;
};

describe("git", () => {
  it("runs in the folder", async () => {
    expect(await output(repository.root, ["rev-parse", "--show-prefix"])).toBe("");
    expect(await output(repository.at("a b"), ["rev-parse", "--show-prefix"])).toBe("a b/");
  });

  it.skipIf(process.platform === "win32")("is never a program in the project", async () => {
    vi.stubEnv("PATH", `.${delimiter}${process.env["PATH"]}`);
    expect(await output(repository.root, ["rev-parse", "--is-inside-work-tree"])).toBe("true");
  });

  it("finds the repository from the folder, whatever a hook around it says", async () => {
    vi.stubEnv("GIT_DIR", repository.at(".git"));
    vi.stubEnv("GIT_INDEX_FILE", "no-index");
    expect(await output(repository.at("a b"), ["rev-parse", "--show-prefix"])).toBe("a b/");
    expect(await output(repository.at("a b"), ["ls-tree", "--name-only", "HEAD"])).toBe("x.conflicts");
    expect(await output(repository.root, ["ls-files", "a b"])).toBe("a b/x.conflicts");
  });

  it("reports a problem in one line", async () => {
    expect(await output(repository.root, ["cat-file", "-t", "nothing"])).toMatch(/^problem: .*nothing$/);
    expect(await output(repository.at("nowhere"), ["status"])).toMatch(/^problem: .*nowhere/);
  });

  it("can be missing", async () => {
    vi.stubEnv("PATH", repository.at("a b"));
    expect(await output(repository.root, ["status"])).toBe(
      "problem: git is not installed, or not in the PATH",
    );
  });
});
