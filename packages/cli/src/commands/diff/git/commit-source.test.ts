import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { loadProjectFrom, UnreadableFilesError, type Project } from "@truce/rules-dsl/node";
import { projectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gitRepository, type GitRepository } from "../../../../tests/git-repository.ts";
import { commitOf } from "./commit-of.ts";
import { commitSource } from "./commit-source.ts";

const onWindows = process.platform === "win32";
let repository: GitRepository;
let commit: string;

beforeAll(async () => {
  repository = await gitRepository({
    "a.conflicts": 'import "sub/b.conflicts"\n',
    "sub/b.conflicts": "B never conflicts\n",
    "sub/deep/ü c.conflicts": "C never conflicts\r\n",
    "sub/notes.txt": "",
    "node_modules/x.conflicts": "",
    "sub/node_modules/x.conflicts": "",
    "bytes.bin": Uint8Array.of(0xff, 0x0a, 0x00),
    "long.bin": "/".repeat(4 * 1024 * 1024 + 1),
  });
  if (!onWindows) {
    await repository.write({ 'a\n"b\t.conflicts': "D never conflicts\n" });
    await symlink("sub/b.conflicts", repository.at("in.link"));
    await symlink("in.link", repository.at("twice.link"));
    await symlink("../outside.conflicts", repository.at("out.link"));
    await symlink("/etc/passwd", repository.at("absolute.link"));
    await symlink("nowhere", repository.at("nowhere.link"));
    await symlink("circle.link", repository.at("circle.link"));
  }
  commit = repository.commit();
  await rm(repository.at("sub"), { recursive: true });
  await repository.write({ "a.conflicts": "changed\n", "new.conflicts": "" });
});

afterAll(() => repository.remove());

async function load(patterns: readonly string[], folder = "."): Promise<Project> {
  const root = join(repository.root, folder);
  return await loadProjectFrom(await commitSource(root, commit), patterns, { root });
}

async function complaint(file: string): Promise<string> {
  try {
    await load([file]);
    return "";
  } catch (error) {
    if (!(error instanceof UnreadableFilesError)) throw error;
    return error.files.map(({ why }) => why).join();
  }
}

describe("the files of a commit", () => {
  it("are those of then, wherever the work tree has got to", async () => {
    const { files } = await load([]);
    expect(files.map(({ file }) => file)).toEqual([
      ...(onWindows ? [] : ['a\n"b\t.conflicts']),
      ...["a.conflicts", "sub/b.conflicts", "sub/deep/ü c.conflicts"],
    ]);
    expect(files.find(({ file }) => file === "sub/deep/ü c.conflicts")?.text).toBe("C never conflicts\r\n");
  });

  it("are named by patterns as on disk", async () => {
    const names = async (...patterns: readonly string[]): Promise<readonly string[]> =>
      (await load(patterns)).files.map(({ file }) => file);
    expect(await names("sub")).toEqual(["sub/b.conflicts", "sub/deep/ü c.conflicts"]);
    expect(await names("sub/*.conflicts")).toEqual(["sub/b.conflicts"]);
    expect(await names("sub/node_modules")).toEqual(["sub/node_modules/x.conflicts"]);
    expect(await names("sub/notes.txt")).toEqual(["sub/notes.txt"]);
    expect(await complaint("new.conflicts")).toBe("does not exist");
    expect(await complaint("*.md")).toBe("matches no file");
  });

  it("import from the commit too", async () => {
    const { files, imports } = await load(["a.conflicts"]);
    expect(files.map(({ text }) => text)).toEqual(['import "sub/b.conflicts"\n']);
    expect(imports).toEqual([{ file: "sub/b.conflicts", text: "B never conflicts\n" }]);
  });

  it("are those below the root, which need not be the root of the repository", async () => {
    await repository.write({ "sub/here.txt": "" });
    const { files } = await load([], "sub");
    expect(files.map(({ file }) => file)).toEqual(["b.conflicts", "deep/ü c.conflicts"]);
  });

  it("are refused as on disk", async () => {
    expect(await complaint("bytes.bin")).toBe("is not UTF-8: byte FF at offset 0, in line 1");
    expect(await complaint("long.bin")).toBe("has more than 4 MiB");
    expect(await complaint("../x")).toBe("is outside the root of the project");
  });

  it.skipIf(onWindows)("are found over symbolic links, but not outside", async () => {
    expect((await load(["twice.link"])).files).toEqual([{ file: "twice.link", text: "B never conflicts\n" }]);
    expect(await complaint("out.link")).toBe("leads out of the project by a symbolic link");
    expect(await complaint("absolute.link")).toBe("leads out of the project by a symbolic link");
    expect(await complaint("nowhere.link")).toBe("is a symbolic link that leads nowhere");
    expect(await complaint("circle.link")).toBe("is a symbolic link that leads nowhere");
  });

  it("of another repository inside are none", async () => {
    const outer = await gitRepository({ "x.conflicts": "" });
    outer.git("update-index", "--add", "--cacheinfo", `160000,${commit},inner`);
    outer.git("add", "x.conflicts");
    outer.git("commit", "--quiet", "--message=with another");
    const source = await commitSource(outer.root, outer.git("rev-parse", "HEAD"));
    expect(await source.read("inner")).toEqual({ unreadable: "is another repository" });
    const { files } = await loadProjectFrom(source, [], { root: outer.root });
    expect(files.map(({ file }) => file)).toEqual(["x.conflicts"]);
    await outer.remove();
  });
});

describe("a submodule", () => {
  it("has the files of its commit, as it has those of now on disk", async () => {
    const inner = await gitRepository({ "y.conflicts": "Y never conflicts\n", "deep/z.conflicts": "" });
    const first = inner.commit();
    const outer = await gitRepository({ "x.conflicts": 'import "sub/y.conflicts"\n' });
    outer.git("clone", "--quiet", inner.root, outer.at("sub"));
    outer.git("update-index", "--add", "--cacheinfo", `160000,${first},sub`);
    outer.commit();
    const files = async (...patterns: readonly string[]): Promise<readonly string[]> => {
      const source = await commitSource(outer.root, outer.git("rev-parse", "HEAD"));
      const project = await loadProjectFrom(source, patterns, { root: outer.root });
      return project.files.map(({ file, text }) => `${file}: ${text.split(" ")[0]}`);
    };
    await rm(outer.at("sub/y.conflicts"));
    expect(await files()).toEqual(["sub/deep/z.conflicts: ", "sub/y.conflicts: Y", "x.conflicts: import"]);
    expect(await files("sub/*.conflicts")).toEqual(["sub/y.conflicts: Y"]);

    // Its commit of then is not here.
    outer.git("update-index", "--cacheinfo", `160000,${"1".repeat(40)},sub`);
    outer.git("commit", "--quiet", "--message=another");
    await expect(files()).rejects.toThrow(
      "'sub' is a submodule that does not have its commit of then: fetch in it",
    );
    expect(await files("x.conflicts")).toEqual(["x.conflicts: import"]);
    await rm(outer.at("sub"), { recursive: true });
    expect(await files()).toEqual(["x.conflicts: import"]);
    await Promise.all([inner.remove(), outer.remove()]);
  });
});

describe("the name of a commit", () => {
  it("is whatever git takes for one", async () => {
    repository.git("tag", "a-tag");
    for (const ref of ["HEAD", "main", "a-tag", "refs/heads/main", commit, commit.slice(0, 12), "HEAD^{}"])
      expect(await commitOf(repository.root, ref), ref).toEqual({ commit });
  });

  it("is never an option, nor a file", async () => {
    const hostile = [
      "--help",
      "-h",
      "--upload-pack=x",
      "--output=x",
      "-",
      "",
      "nowhere",
      "HEAD:a.conflicts",
      "main..x",
      "a\nb",
      "$(id)",
    ];
    for (const ref of hostile)
      expect(await commitOf(repository.root, ref), ref).toEqual({ isMissing: true, isShallow: false });
  });

  it("needs a repository", async () => {
    const folder = await projectFolder();
    const found = await commitOf(folder.root, "HEAD");
    expect("problem" in found && found.problem).toMatch(/^not a git repository/);
    await folder.remove();
  });
});
