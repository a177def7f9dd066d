import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, type Terminal } from "./run.ts";
import { VERSION } from "./version.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "create-truce-"));
});
afterEach(() => rm(cwd, { recursive: true }));

/** Runs the command in the folder, without a terminal unless the options say otherwise. */
async function create(args: readonly string[], options: Partial<Terminal> = {}) {
  let stdout = "";
  let stderr = "";
  const status = await run(args, {
    cwd,
    isTerminal: false,
    print: (text) => void (stdout += text),
    printError: (text) => void (stderr += text),
    ask: () => expect.fail("nobody can answer"),
    ...options,
  });
  return { status, stdout, stderr };
}

const TOP = [
  ".dockerignore",
  ".gitignore",
  "Dockerfile",
  "README.md",
  "compose.yaml",
  "package.json",
  "rules",
  "src",
  "truce.json",
  "tsconfig.json",
];

describe("creating a project", () => {
  it("writes everything into a new folder", async () => {
    expect(await create(["a/b/my-app"])).toEqual({
      status: 0,
      stdout: "Created 'a/b/my-app'.\n",
      stderr: "",
    });
    expect((await readdir(join(cwd, "a/b/my-app"))).toSorted()).toEqual(TOP);
    const manifest = JSON.parse(await readFile(join(cwd, "a/b/my-app/package.json"), "utf8")) as Manifest;
    expect(manifest).toMatchObject({ name: "my-app", dependencies: { "@truce/core": `^${VERSION}` } });
    expect(JSON.stringify(manifest)).not.toContain('"*"');
  });

  it("writes into the working folder, if it is empty", async () => {
    const folder = join(cwd, "here");
    await mkdir(join(folder, ".git"), { recursive: true });
    expect(await create(["."], { cwd: folder })).toMatchObject({
      status: 0,
      stdout: "Created the project.\n",
    });
    expect((await readdir(folder)).toSorted()).toEqual([TOP[0], ".git", ...TOP.slice(1)]);
    expect(await readFile(join(folder, "README.md"), "utf8")).toMatch(/^# here\n/);
  });

  it("says to a person what to do next", async () => {
    const { stdout } = await create(["my-app"], { isTerminal: true });
    expect(stdout).toContain("\n  cd my-app\n  npm install\n  npm run dev");
  });
});

describe("the question", () => {
  it.each([
    { answer: " shop ", folder: "shop" },
    { answer: "", folder: "my-app" },
  ])("'$answer' creates '$folder'", async ({ answer, folder }) => {
    expect(await create([], { isTerminal: true, ask: async () => answer })).toMatchObject({ status: 0 });
    expect(await readdir(cwd)).toEqual([folder]);
  });

  it("can be left without an answer", async () => {
    expect(await create([], { isTerminal: true, ask: async () => null })).toMatchObject({
      status: 1,
      stdout: "",
    });
    expect(await readdir(cwd)).toEqual([]);
  });

  it("is not asked in a pipe", async () => {
    const { status, stderr } = await create([]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "create-truce: name the folder of the project\nUsage: npm create truce@latest <folder>\n",
    });
  });
});

describe("what is refused", () => {
  it("a folder that is not empty, and it stays as it is", async () => {
    await mkdir(join(cwd, "my-app"));
    await writeFile(join(cwd, "my-app/kept.txt"), "");
    const { status, stderr } = await create(["my-app"]);
    expect(status).toBe(1);
    expect(stderr).toContain("is not empty: it has 'kept.txt'. Name a new folder, or an empty one");
    expect(await readdir(join(cwd, "my-app"))).toEqual(["kept.txt"]);
  });

  it("a file in the place of the folder", async () => {
    await writeFile(join(cwd, "my-app"), "kept");
    expect(await create(["my-app"])).toMatchObject({ status: 1 });
    expect(await readFile(join(cwd, "my-app"), "utf8")).toBe("kept");
  });

  it.each([
    { name: "My App", suggestion: "my-app" },
    { name: "_Café", suggestion: "cafe" },
    { name: ".hidden", suggestion: "hidden" },
    { name: "node_modules", suggestion: "my-app" },
    { name: "日本", suggestion: "my-app" },
    { name: "a".repeat(215), suggestion: "a".repeat(214) },
  ])("the name '$name', with '$suggestion' in its place", async ({ name, suggestion }) => {
    const { status, stderr } = await create([name]);
    expect({ status, entries: await readdir(cwd) }).toEqual({ status: 1, entries: [] });
    expect(stderr).toContain(`npm does not accept '${name}'`);
    expect(stderr).toContain(`such as '${suggestion}'\n`);
  });

  it.each([
    { args: ["--colour"], says: "Unknown option '--colour'" },
    { args: ["a", "b"], says: "name one folder, and not 2" },
    { args: ["--help=yes"], says: "Option '-h, --help' does not take an argument" },
  ])("$args: $says", async ({ args, says }) => {
    const { status, stderr } = await create(args);
    expect(status).toBe(2);
    expect(stderr).toBe(`create-truce: ${says}\nUsage: npm create truce@latest <folder>\n`);
  });
});

describe("information", () => {
  it.each(["--version", "-v"])("%s", async (option) => {
    expect(await create([option])).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: "" });
  });

  it.each(["--help", "-h"])("%s", async (option) => {
    const { status, stdout } = await create([option, "my-app"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: npm create truce@latest <folder>\n");
    expect(await readdir(cwd)).toEqual([]);
  });
});

interface Manifest {
  readonly name: string;
  readonly dependencies: Readonly<Record<string, string>>;
}
