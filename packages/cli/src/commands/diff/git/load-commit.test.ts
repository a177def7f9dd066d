import { chmod, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UnreadableFilesError, type Project } from "@truce/rules-dsl/node";
import { projectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { gitRepository, type GitRepository } from "../../../../tests/git-repository.ts";
import { commitOf } from "./commit-of.ts";
import { loadCommit } from "./load-commit.ts";

const onWindows = process.platform === "win32";

/** The files of a commit: `path: first word`. */
async function load(repository: GitRepository, folder = "."): Promise<readonly string[]> {
  const { files } = await loadHead(repository, folder);
  return files.map(({ file, text }) => `${file}: ${text.split(/\s/)[0]}`);
}

async function loadHead(repository: GitRepository, folder = "."): Promise<Project> {
  return await loadCommit(join(repository.root, folder), repository.git("rev-parse", "HEAD"));
}

/** Why the files of a commit cannot be read. */
async function refusals(repository: GitRepository): Promise<readonly string[]> {
  try {
    await loadHead(repository);
    return [];
  } catch (error) {
    if (!(error instanceof UnreadableFilesError)) throw error;
    return error.files.map(({ file, why }) => `${file} ${why}`);
  }
}

describe("the files of a commit", () => {
  let repository: GitRepository;

  beforeAll(async () => {
    repository = await gitRepository({
      "a.conflicts": 'import "sub/b.conflicts"\nimport "sub/groups.txt"\n',
      "sub/b.conflicts": "B never conflicts\n",
      "sub/groups.txt": 'import "more.txt"\n',
      "sub/more.txt": "group @G = A\n",
      "sub/deep/ü c.conflicts": "C never conflicts\r\n",
      "sub/notes.txt": "",
      "node_modules/x.conflicts": "X",
      "sub/node_modules/x.conflicts": "X",
    });
    if (!onWindows) await repository.write({ 'a\n"b\t.conflicts': "D never conflicts\n" });
    repository.commit();
    await rm(repository.at("sub"), { recursive: true });
    await repository.write({ "a.conflicts": "changed\n", "new.conflicts": "" });
  });
  afterAll(() => repository.remove());

  it("are read from the commit, whatever is on disk", async () => {
    const { files } = await loadHead(repository);
    expect(files.map(({ file }) => file)).toEqual([
      ...(onWindows ? [] : ['a\n"b\t.conflicts']),
      ...["a.conflicts", "sub/b.conflicts", "sub/deep/ü c.conflicts"],
    ]);
    expect(files.find(({ file }) => file === "sub/deep/ü c.conflicts")?.text).toBe("C never conflicts\r\n");
  });

  it("import from the commit too, also files without the ending .conflicts", async () => {
    const { imports, unreadable } = await loadHead(repository);
    expect(imports).toEqual([
      { file: "sub/groups.txt", text: 'import "more.txt"\n' },
      { file: "sub/more.txt", text: "group @G = A\n" },
    ]);
    expect(unreadable).toEqual(new Map());
  });

  it("are those below the root, which can be a folder of the repository", async () => {
    await repository.write({ "sub/here.txt": "" });
    expect(await load(repository, "sub")).toEqual(["b.conflicts: B", "deep/ü c.conflicts: C"]);
    await repository.write({ "new/here.txt": "" });
    expect(await load(repository, "new")).toEqual([]);
  });

  it("leave nothing behind: no temporary file, and nothing in the repository", async () => {
    const temporary = await projectFolder();
    vi.stubEnv("TMPDIR", temporary.root);
    vi.stubEnv("TEMP", temporary.root);
    repository.git("config", "core.splitIndex", "true");
    await repository.write({ ".git/hooks/post-index-change": "#!/bin/sh\ntouch hook-was-here\n" });
    await chmod(repository.at(".git/hooks/post-index-change"), 0o755);
    const contents = async (): Promise<unknown> => [
      await readdir(temporary.root),
      await readdir(repository.at(".git")),
      await readdir(repository.root),
    ];
    const before = await contents();
    await load(repository);
    expect(await contents()).toEqual(before);
    vi.unstubAllEnvs();
    await temporary.remove();
  });
});

describe("files of a commit that cannot be read", () => {
  let repository: GitRepository;

  beforeAll(async () => {
    repository = await gitRepository({
      "bytes.conflicts": Uint8Array.of(0xff, 0x0a, 0x00),
      "long.conflicts": "/".repeat(4 * 1024 * 1024 + 1),
      "imports.conflicts": 'import "notes.txt"\nimport "later.conflicts"\n',
      "notes.txt": Uint8Array.of(0xff),
    });
    if (!onWindows) {
      await symlink("../outside.conflicts", repository.at("out.conflicts"));
      await symlink("/etc/passwd", repository.at("absolute.conflicts"));
      await symlink("nowhere", repository.at("nowhere.conflicts"));
      await symlink("circle.conflicts", repository.at("circle.conflicts"));
    }
    repository.commit();
  });
  afterAll(() => repository.remove());

  it("are refused as on disk", async () => {
    expect(await refusals(repository)).toEqual([
      ...(onWindows ? [] : ["absolute.conflicts leads out of the project by a symbolic link"]),
      "bytes.conflicts is not UTF-8: byte FF at offset 0, in line 1",
      ...(onWindows ? [] : ["circle.conflicts is a symbolic link that leads nowhere"]),
      expect.stringMatching(/^long\.conflicts has more than 4 MiB/),
      ...(onWindows
        ? []
        : [
            "nowhere.conflicts is a symbolic link that leads nowhere",
            "out.conflicts is a symbolic link that leads nowhere",
          ]),
    ]);
  });

  it("and imports too", async () => {
    repository.git("rm", "--quiet", "--cached", "--ignore-unmatch", "*.conflicts");
    repository.git("add", "imports.conflicts");
    repository.git("commit", "--quiet", "--message=imports only");
    await repository.write({ "later.conflicts": "" });
    const { unreadable } = await loadHead(repository);
    expect([...unreadable]).toEqual([
      ["notes.txt", expect.stringContaining("is not UTF-8")],
      ["later.conflicts", "does not exist"],
    ]);
  });
});

it.skipIf(onWindows)("symbolic links in a commit mean the same as on disk", async () => {
  const outside = await projectFolder({ "secret.conflicts": "Secret never conflicts\n" });
  const repository = await gitRepository({
    "sub/b.conflicts": "B never conflicts\n",
    "imports.conflicts": 'import "folder/b.conflicts"\n',
  });
  await symlink("sub/b.conflicts", repository.at("link.conflicts"));
  await symlink("sub", repository.at("folder"));
  repository.commit();
  expect(await load(repository)).toEqual(["imports.conflicts: import", "sub/b.conflicts: B"]);

  await symlink(outside.at("secret.conflicts"), repository.at("secret.conflicts"));
  repository.commit();
  expect(await refusals(repository)).toEqual([
    "secret.conflicts leads out of the project by a symbolic link",
  ]);

  await rm(repository.at("secret.conflicts"));
  await symlink(outside.root, repository.at("outside"));
  repository.commit();
  expect(await refusals(repository)).toEqual([
    "outside leads out of the project by a symbolic link: name the files or folders to read, without this one",
  ]);
  await Promise.all([outside.remove(), repository.remove()]);
});

describe("a submodule", () => {
  it("has the files of its commit if it is checked out, and otherwise none", async () => {
    const inner = await gitRepository({ "y.conflicts": "Y never conflicts\n", "deep/z.conflicts": "Z" });
    const first = inner.commit();
    const outer = await gitRepository({ "x.conflicts": 'import "lib/sub/y.conflicts"\n' });
    outer.git("clone", "--quiet", inner.root, outer.at("lib/sub"));
    outer.git("update-index", "--add", "--cacheinfo", `160000,${first},lib/sub`);
    outer.git("commit", "--quiet", "--message=with a submodule");
    outer.git("add", "x.conflicts");
    outer.git("commit", "--quiet", "--amend", "--message=with a submodule");
    await rm(outer.at("lib/sub/y.conflicts"));
    expect(await load(outer)).toEqual([
      "lib/sub/deep/z.conflicts: Z",
      "lib/sub/y.conflicts: Y",
      "x.conflicts: import",
    ]);
    expect(await load(outer, "lib")).toEqual(["sub/deep/z.conflicts: Z", "sub/y.conflicts: Y"]);

    // The submodule does not have this commit.
    const missing = "1".repeat(40);
    outer.git("update-index", "--cacheinfo", `160000,${missing},lib/sub`);
    outer.git("commit", "--quiet", "--message=another");
    await expect(load(outer)).rejects.toThrow(
      `the submodule 'lib/sub' does not have its commit ${missing}: run 'git fetch' in it`,
    );
    await rm(outer.at("lib/sub"), { recursive: true });
    expect(await load(outer)).toEqual(["x.conflicts: import"]);
    await Promise.all([inner.remove(), outer.remove()]);
  });
});

it("a commit with a path that leads outside is refused, and nothing is written there", async () => {
  const repository = await gitRepository({ "inner/evil.conflicts": "Evil never conflicts\n" });
  const id = repository.git("hash-object", "-w", repository.at("inner/evil.conflicts"));
  const makeTree = (line: string): string =>
    repository.git("hash-object", "-t", "tree", "-w", "--literally", repository.at(line));
  await repository.write({ tree: treeOf("100644", "../evil.conflicts", id) });
  const commit = repository.git("commit-tree", "-m", "hostile", makeTree("tree"));
  await expect(loadCommit(repository.root, commit)).rejects.toThrow(
    "git does not write '../evil.conflicts' of the commit",
  );
  expect(await readdir(tmpdir())).not.toContain("evil.conflicts");
  await repository.remove();
});

/** A tree object with one entry, which git itself would not write. */
function treeOf(mode: string, name: string, id: string): Uint8Array {
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]);
}

describe("the name of a commit", () => {
  let repository: GitRepository;
  let hash: string;

  beforeAll(async () => {
    repository = await gitRepository({ "a.conflicts": "" });
    hash = repository.commit();
    repository.git("tag", "a-tag");
  });
  afterAll(() => repository.remove());

  it("is any name that git accepts", async () => {
    for (const ref of ["HEAD", "main", "a-tag", "refs/heads/main", hash, hash.slice(0, 12), "HEAD^{}"])
      expect(await commitOf(repository.root, ref), ref).toEqual({ hash });
  });

  it("is never an option or a file", async () => {
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
