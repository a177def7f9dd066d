import { execFileSync } from "node:child_process";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { asOrdinaryUser, projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../limits.ts";
import { loadProject, type LoadOptions, type Project } from "./load-project.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

const onWindows = process.platform === "win32";
let folder: ProjectFolder;
let outside: ProjectFolder;

beforeAll(async () => {
  outside = await projectFolder({ "secret.conflicts": "Secret never conflicts\n", "in/x.conflicts": "" });
  folder = await projectFolder({
    "b.conflicts": "B never conflicts\n",
    "a.conflicts": "A never conflicts\n",
    "rules/c.conflicts": "",
    "rules/deep/d.conflicts": "",
    "rules/.hidden/e.conflicts": "",
    "rules/notes.txt": "",
    "rules/node_modules/x/f.conflicts": "",
    "node_modules/g.conflicts": "",
    ".git/h.conflicts": "",
  });
});

afterAll(() => Promise.all([folder.remove(), outside.remove()]));

const names = ({ files }: Project): readonly string[] => files.map(({ file }) => file);
const load = (patterns: readonly string[], options: Partial<LoadOptions> = {}): Promise<Project> =>
  loadProject(patterns, { root: folder.root, ...options });

/** What cannot be read, line by line. */
async function complaints(
  patterns: readonly string[],
  options: Partial<LoadOptions> = {},
): Promise<readonly string[]> {
  try {
    await load(patterns, options);
    return [];
  } catch (error) {
    if (!(error instanceof UnreadableFilesError)) throw error;
    return error.files.map(({ file, why }) => `${file} ${why}`);
  }
}

const ALL = [
  "a.conflicts",
  "b.conflicts",
  "rules/.hidden/e.conflicts",
  "rules/c.conflicts",
  "rules/deep/d.conflicts",
];

describe("which files are loaded", () => {
  it.each([
    { patterns: [], files: ALL },
    { patterns: ["."], files: ALL },
    { patterns: ["**/*.conflicts"], files: ALL },
    { patterns: ["rules"], files: ALL.slice(2) },
    { patterns: ["rules/"], files: ALL.slice(2) },
    { patterns: ["./rules/../rules/deep"], files: ["rules/deep/d.conflicts"] },
    { patterns: ["b.conflicts", "a.conflicts", "./b.conflicts"], files: ["a.conflicts", "b.conflicts"] },
    { patterns: ["*.conflicts"], files: ["a.conflicts", "b.conflicts"] },
    {
      patterns: ["{a,b}.conflicts", "rules/*.txt"],
      files: ["a.conflicts", "b.conflicts", "rules/notes.txt"],
    },
    { patterns: ["rules/notes.txt"], files: ["rules/notes.txt"] },
    { patterns: ["node_modules"], files: ["node_modules/g.conflicts"] },
    { patterns: ["rules/[!a-b].conflicts"], files: ["rules/c.conflicts"] },
  ])("$patterns", async ({ patterns, files }) => {
    expect(names(await load(patterns))).toEqual(files);
  });

  it("absolute names and patterns, below the root", async () => {
    expect(names(await load([folder.at("a.conflicts"), folder.at("rules/*.conflicts")]))).toEqual([
      "a.conflicts",
      "rules/c.conflicts",
    ]);
  });

  it("a file whose name looks like a pattern is found by its name", async () => {
    const odd = await projectFolder({ "[x].conflicts": "", "x.conflicts": "", "!y.conflicts": "" });
    expect(names(await loadProject(["[x].conflicts"], { root: odd.root }))).toEqual(["[x].conflicts"]);
    expect(names(await loadProject(["!y.conflicts"], { root: odd.root }))).toEqual(["!y.conflicts"]);
    await odd.remove();
  });

  it.skipIf(onWindows)("names with a line break, a backslash, and characters of other scripts", async () => {
    const files = ["a\nb.conflicts", "dir\nx/ü ‮é.conflicts", "c\\d.conflicts"];
    const odd = await projectFolder(Object.fromEntries(files.map((file) => [file, ""])));
    expect(names(await loadProject([], { root: odd.root }))).toEqual(files.toSorted());
    expect(names(await loadProject(["**/*.conflicts"], { root: odd.root }))).toEqual(files.toSorted());
    await odd.remove();
  });

  it("an empty folder has no files", async () => {
    const empty = await projectFolder();
    expect(names(await loadProject([], { root: empty.root }))).toEqual([]);
    await empty.remove();
  });
});

describe("texts", () => {
  it("keep their byte order mark and line ends", async () => {
    const text = "\u{FEFF}A never conflicts\r\nB never conflicts\r";
    const odd = await projectFolder({ "x.conflicts": text });
    expect((await loadProject([], { root: odd.root })).files).toEqual([{ file: "x.conflicts", text }]);
    await odd.remove();
  });

  it.each(["../x.conflicts", "/x.conflicts"])("that are given as '%s' are outside the root", async (file) => {
    expect(await complaints([], { given: [{ file, text: "" }] })).toEqual([
      `${file} is outside the root of the project`,
    ]);
  });

  it("that are given replace the file of that name", async () => {
    const given = [
      { file: "a.conflicts", text: "given" },
      { file: "nowhere/new.conflicts", text: "new" },
    ];
    expect(names(await load([], { given }))).toEqual(["a.conflicts", "nowhere/new.conflicts"]);
    const { files } = await load(["*.conflicts"], { given });
    expect(files.map(({ file, text }) => `${file}: ${text}`)).toEqual([
      "a.conflicts: given",
      "b.conflicts: B never conflicts\n",
      "nowhere/new.conflicts: new",
    ]);
  });

  it("of exactly 4 MiB are read", async () => {
    const big = await projectFolder({ "x.conflicts": "/".repeat(MAX_FILE_BYTES) });
    expect((await loadProject([], { root: big.root })).files[0]?.text).toHaveLength(MAX_FILE_BYTES);
    await big.remove();
  });
});

describe("what cannot be read", () => {
  it("is all reported at once, and nothing is loaded", async () => {
    expect(
      await complaints([
        "a.conflicts",
        "nothing.conflicts",
        "rules/*.md",
        "../x.conflicts",
        "a.conflicts/x",
        "",
      ]),
    ).toEqual([
      "../x.conflicts is outside the root of the project",
      " is not a file name",
      "nothing.conflicts does not exist",
      "rules/*.md matches no file",
      "a.conflicts/x does not exist",
    ]);
  });

  it.each([
    {
      what: "bytes that are not UTF-8",
      content: Uint8Array.of(0x41, 0xff),
      why: "byte FF at offset 1, in line 1",
    },
    { what: "more than 4 MiB", content: "/".repeat(MAX_FILE_BYTES + 1), why: "has more than 4 MiB" },
  ])("$what", async ({ content, why }) => {
    const odd = await projectFolder({ "x.conflicts": content });
    expect((await complaints([], { root: odd.root })).join()).toContain(why);
    await odd.remove();
  });

  it("a pattern that is longer than any path", async () => {
    expect((await complaints(["*".repeat(100_000)])).join()).toMatch(
      /^\*+ is too long for a name or a pattern$/,
    );
    expect((await complaints(["*a".repeat(1000)])).join()).toMatch(/ matches no file$/);
  });

  it("a root that does not exist, or is a file", async () => {
    const nowhere = folder.at("nowhere");
    expect(await complaints([], { root: nowhere })).toEqual([`${nowhere} does not exist`]);
    const file = folder.at("a.conflicts");
    expect(await complaints([], { root: file })).toEqual([`${file} is not a folder`]);
  });

  it.skipIf(onWindows)("a pipe, a socket or a device, which it does not wait for", async () => {
    const odd = await projectFolder({ "ok.conflicts": "" });
    execFileSync("mkfifo", [odd.at("pipe.conflicts")]);
    const server = createServer().listen(odd.at("socket.conflicts"));
    await symlink("/dev/zero", odd.at("zero.conflicts"));
    expect(await complaints([], { root: odd.root })).toEqual([
      ...["pipe.conflicts is not an ordinary file", "socket.conflicts is not an ordinary file"],
      "zero.conflicts leads out of the project by a symbolic link",
    ]);
    server.close();
    await odd.remove();
  });

  it.runIf(process.platform === "linux")("a file whose name is not UTF-8", async () => {
    const odd = await projectFolder({ "ok.conflicts": "" });
    const name = Buffer.concat([Buffer.from(`${odd.root}/`), Buffer.of(0xff), Buffer.from(".conflicts")]);
    await writeFile(name, "");
    expect(await complaints([], { root: odd.root })).toEqual([
      "\u{FFFD}.conflicts cannot be read by this name: its real name is not UTF-8",
    ]);
    await odd.remove();
  });

  it.skipIf(onWindows)("files and folders without permission", async () => {
    const odd = await projectFolder({ "x.conflicts": "", "closed/y.conflicts": "" });
    await chmod(odd.root, 0o755);
    await chmod(odd.at("x.conflicts"), 0);
    await chmod(odd.at("closed"), 0);
    await symlink("closed/y.conflicts", odd.at("link.conflicts"));
    const found = await asOrdinaryUser(() => complaints([], { root: odd.root }));
    expect(found).toEqual([
      "closed cannot be read: permission denied",
      "link.conflicts cannot be read: permission denied",
      "x.conflicts cannot be read: permission denied",
    ]);
    await odd.remove();
  });
});

describe.skipIf(onWindows)("symbolic links", () => {
  let links: ProjectFolder;

  beforeAll(async () => {
    links = await projectFolder({
      "z.conflicts": "Z never conflicts\n",
      "shared/s.conflicts": "",
      "in/i.conflicts": "",
    });
  });

  afterAll(() => links.remove());

  it("out of the project are not followed, as file or as folder", async () => {
    await mkdir(links.at("out"));
    await symlink(outside.at("secret.conflicts"), links.at("out/secret.conflicts"));
    await symlink(outside.at("in"), links.at("out/folder"));
    await symlink("nowhere", links.at("out/nowhere.conflicts"));
    await symlink("circle.conflicts", links.at("out/circle.conflicts"));
    const { root } = links;
    expect(await complaints(["out"], { root })).toEqual([
      "out/folder leads out of the project by a symbolic link: name the files or folders to read, without this one",
      "out/circle.conflicts is a symbolic link that leads nowhere",
      "out/nowhere.conflicts is a symbolic link that leads nowhere",
      "out/secret.conflicts leads out of the project by a symbolic link",
    ]);
    expect(await complaints(["out/folder"], { root })).toEqual([
      "out/folder/x.conflicts leads out of the project by a symbolic link",
    ]);
  });

  it("to folders outside the project are reported if a pattern could match files in them", async () => {
    const odd = await projectFolder({ "a.conflicts": "", "in/b.conflicts": "" });
    await symlink(outside.at("in"), odd.at("in/out"));
    await mkdir(odd.at("node_modules"));
    await symlink(outside.root, odd.at("node_modules/x"));
    await symlink(outside.root, odd.at("in/node_modules"));
    const leadsOut =
      "in/out leads out of the project by a symbolic link: name the files or folders to read, without this one";
    for (const patterns of [[], ["in"], ["**/*.conflicts"], ["in/*/x.conflicts"]])
      expect(await complaints(patterns, { root: odd.root })).toEqual([leadsOut]);
    expect(names(await loadProject(["*.conflicts", "in/*.conflicts"], { root: odd.root }))).toEqual([
      "a.conflicts",
      "in/b.conflicts",
    ]);
    await odd.remove();
  });

  it("inside the project: a file counts once, by its own name", async () => {
    await symlink("../z.conflicts", links.at("in/a-link.conflicts"));
    expect(names(await loadProject(["in", "z.conflicts"], { root: links.root }))).toEqual([
      "in/i.conflicts",
      "z.conflicts",
    ]);
    expect(names(await loadProject(["in/a-link.conflicts"], { root: links.root }))).toEqual([
      "in/a-link.conflicts",
    ]);
  });

  it("to folders are followed only where they are named", async () => {
    await symlink("../shared", links.at("in/shared"));
    const { root } = links;
    expect(names(await loadProject(["in"], { root }))).not.toContain("in/shared/s.conflicts");
    expect(names(await loadProject(["in/shared"], { root }))).toEqual(["in/shared/s.conflicts"]);
  });

  it("as the root: files can be named by the link or by the folder", async () => {
    const root = outside.at("link-to-project");
    await symlink(links.root, root);
    const { files } = await loadProject([`${root}/z.conflicts`, links.at("shared")], { root });
    expect(files.map(({ file }) => file)).toEqual(["shared/s.conflicts", "z.conflicts"]);
    const given = [`${root}/y.conflicts`, links.at("in/i.conflicts")].map((file) => ({ file, text: "" }));
    expect(names(await loadProject([], { root, given }))).toEqual(["in/i.conflicts", "y.conflicts"]);
  });
});

describe("imports", () => {
  const project = async (
    files: Readonly<Record<string, string>>,
    patterns: readonly string[],
  ): Promise<Project> => {
    const imports = await projectFolder(files);
    try {
      return await loadProject(patterns, { root: imports.root });
    } finally {
      await imports.remove();
    }
  };

  it("are followed, each from the folder of its file, and every file is read once", async () => {
    const { files, imports, unreadable } = await project(
      {
        "rules/a.conflicts": 'import "../shared/b.conflicts"\nimport "c.conflicts"\n',
        "shared/b.conflicts": 'import "./deep/d.conflicts"\n',
        "shared/deep/d.conflicts": 'import "../../rules/c.conflicts"\n',
        "rules/c.conflicts": 'import "a.conflicts"\nimport "c.conflicts"\n',
        "rules/unrelated.conflicts": "",
      },
      ["rules/a.conflicts"],
    );
    expect(files.map(({ file }) => file)).toEqual(["rules/a.conflicts"]);
    expect(imports.map(({ file }) => file)).toEqual([
      "shared/b.conflicts",
      "rules/c.conflicts",
      "shared/deep/d.conflicts",
    ]);
    expect(unreadable).toEqual(new Map());
  });

  it("do not include files that were requested anyway", async () => {
    const { imports } = await project({ "a.conflicts": 'import "b.conflicts"', "b.conflicts": "" }, []);
    expect(imports).toEqual([]);
  });

  it("that cannot be read are returned with the reason, without an error", async () => {
    const { imports, unreadable } = await project(
      {
        "a.conflicts": 'import "missing.conflicts"\nimport "folder"\n',
        "folder/b.conflicts": "",
      },
      ["a.conflicts"],
    );
    expect(imports).toEqual([]);
    expect([...unreadable]).toEqual([
      ["missing.conflicts", "does not exist"],
      ["folder", "is a folder"],
    ]);
  });

  it("that lead out of the project are not read, because the checker reports them", async () => {
    const paths = [
      "../secret",
      "/etc/passwd",
      "C:\\x",
      "c:/x",
      "file:///etc/passwd",
      "a\\b",
      "x/../../y",
      "",
    ];
    const text = paths.map((path) => `import ${JSON.stringify(path)}\n`).join("");
    const { imports, unreadable } = await project({ "a.conflicts": text }, []);
    expect({ imports, unreadable: [...unreadable] }).toEqual({ imports: [], unreadable: [] });
  });

  it.skipIf(onWindows)(
    "over symbolic links: not out of the project, and not the same file by two names",
    async () => {
      const linked = await projectFolder({
        "a.conflicts": 'import "out.conflicts"\nimport "b-link.conflicts"\nimport "c-link.conflicts"\n',
        "b.conflicts": "",
        "shared/c.conflicts": "",
      });
      await symlink(outside.at("secret.conflicts"), linked.at("out.conflicts"));
      await symlink("b.conflicts", linked.at("b-link.conflicts"));
      await symlink("shared/c.conflicts", linked.at("c-link.conflicts"));
      const { imports, unreadable } = await loadProject(["a.conflicts", "b.conflicts"], {
        root: linked.root,
      });
      expect(imports).toEqual([{ file: "c-link.conflicts", text: "" }]);
      expect([...unreadable]).toEqual([
        ["out.conflicts", "leads out of the project by a symbolic link"],
        ["b-link.conflicts", "is the same file as 'b.conflicts': import it by that name"],
      ]);
      await linked.remove();
    },
  );

  it("in a long chain", async () => {
    const length = 300;
    const chain: [string, string][] = Array.from({ length }, (_, index) => [
      `${index}.conflicts`,
      `import "${index + 1}.conflicts"\n`,
    ]);
    const { imports, unreadable } = await project(Object.fromEntries(chain), ["0.conflicts"]);
    expect(imports).toHaveLength(length - 1);
    expect([...unreadable.keys()]).toEqual([`${length}.conflicts`]);
  });
});
