/** The packages as users get them: packed, installed elsewhere, compiled against, and run in Node and as in a browser. */

import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundle, runAsInBrowser, sizesOf } from "./packed/browser.ts";
import { compile } from "./packed/compile.ts";
import { emptyFolder, install, pack, type Tarball } from "./packed/consumer-folder.ts";
import { publicPackages, type PublicPackage } from "./packed/public-packages.ts";
import { sizeTable, type Sizes } from "./packed/size-table.ts";
import { expectNone } from "./snippets/expect-none.ts";

const run = promisify(execFile);
const packages = publicPackages();
const TIMEOUT_MS = 60_000;
/** With rules written in TypeScript, and again with rules compiled from text. */
const STORY = ["appended", "appended", "merged", "conflict", "appended", "appended", "merged", "conflict"];
const IN_BROWSERS = ["@truce/core", "@truce/adapter-memory", "@truce/rules-dsl", "@truce/rules-analysis"];
const inBrowsers = packages.filter(({ name }) => IN_BROWSERS.includes(name));
const DOM = ["es2023", "dom"];
const REPOSITORY = "https://github.com/truce-events/truce";

let folder: string;
let tarballs: readonly Tarball[];

beforeAll(async () => {
  folder = await emptyFolder();
  tarballs = await pack(packages, folder);
  await install(packages, tarballs, folder);
}, TIMEOUT_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(packages)("the tarball of $name", ({ name, folder: source, exports }) => {
  const paths = () =>
    (tarballs.find((tarball) => tarball.name === name)?.files ?? []).map(({ path }) => path);

  it("contains the build, the sources, and what npm shows", () => {
    const others = paths().filter(
      (path) =>
        !/^(dist|src|template)\/|^diagnostics\/CF\d{4}\.md$|^(truce|rule-tests)\.schema\.json$|^CHANGELOG\.md$/.test(
          path,
        ),
    );
    expect(others.toSorted()).toEqual(["LICENSE", "README.md", "package.json"]);
  });

  it("contains no tests, except those of a project that it creates", () => {
    const tests = paths().filter((path) => /\.test(-d)?\./.test(path));
    expect(tests.filter((path) => !path.startsWith("template/"))).toEqual([]);
  });

  it("contains a build of its sources and of nothing else", () => {
    const sources = paths().filter((path) => path.startsWith("src/"));
    const built = sources
      .map((path) => path.replace(/^src\/(.*)\.ts$/, "dist/$1"))
      .flatMap((path) => [".js", ".js.map", ".d.ts", ".d.ts.map"].map((extension) => path + extension));
    const dist = paths().filter((path) => path.startsWith("dist/"));
    expect(dist.toSorted(), "if there are too many files, remove dist and build again").toEqual(
      built.toSorted(),
    );
  });

  it("says where it comes from, and is published for everybody, with provenance", async () => {
    const manifest = JSON.parse(
      await readFile(join(folder, "node_modules", name, "package.json"), "utf8"),
    ) as unknown;
    expect(manifest).toMatchObject({
      version: packages[0]?.version,
      license: "MIT",
      repository: { url: `git+${REPOSITORY}.git`, directory: source },
      publishConfig: { access: "public", provenance: true },
    });
  });

  it("contains what it exports", () => {
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === "string" ? target : Object.values(target as Record<string, string>),
    );
    expect(paths()).toEqual(expect.arrayContaining(targets.map((target) => target.slice(2))));
  });
});

describe("a consumer in strict TypeScript", { timeout: TIMEOUT_MS }, () => {
  const nodenext = { moduleResolution: "nodenext", module: "nodenext" };
  const bundler = { moduleResolution: "bundler", module: "esnext" };
  it.each([
    { what: "with moduleResolution nodenext", of: packages, options: { ...nodenext, types: ["node"] } },
    { what: "with moduleResolution bundler", of: packages, options: { ...bundler, types: ["node"] } },
    { what: "without the types of Node", of: inBrowsers, options: { ...bundler, types: [], lib: DOM } },
  ])("$what compiles, and runs in Node", async ({ of, options }) => {
    const imports = of
      .flatMap(entriesOf)
      .map((entry, index) => `export * as entry${index} from "${entry}";\n`);
    await writeFile(join(folder, "every-entry.ts"), imports.join(""));
    expectNone(await compile(folder, ["main.ts", "every-entry.ts"], options));
    const { stdout } = await run(process.execPath, ["built/main.js"], { cwd: folder });
    expect(stdout).toBe(`${STORY.join(" ")}\n`);
  });
});

describe("a platform that is too old", { timeout: TIMEOUT_MS }, () => {
  const entries = packages.filter(({ name }) => name === "@truce/core").flatMap(entriesOf);
  it.each(entries)("gets one clear sentence from %s", async (entry) => {
    const likeNode20 = ["--import", "data:text/javascript,delete%20Map.groupBy"];
    const program = ["--input-type=module", "--eval", `import "${entry}";`];
    await expect(run(process.execPath, [...likeNode20, ...program], { cwd: folder })).rejects.toMatchObject({
      stderr: expect.stringContaining(
        "Error: Truce needs Node 22.18 or later, or a browser that has Map.groupBy\n",
      ) as unknown,
    });
  });
});

describe("the command", { timeout: TIMEOUT_MS }, () => {
  const bin = join("node_modules", "@truce/cli", "dist", "bin.js");
  const truce = (...args: readonly string[]) => run(process.execPath, [bin, ...args], { cwd: folder });

  it("runs from its tarball", async () => {
    expect((await truce("init", "first/rules.conflicts")).stdout).toContain("wrote first/rules.conflicts\n");
    expect((await truce("check", "first")).stdout).toBe("no problems in 1 file\n");
    expect((await truce("matrix", "first", "--type", "NoteAdded")).stdout).toContain("NoteAdded");
  });

  it("is started by node", async () => {
    expect(await readFile(join(folder, bin), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe("in browsers", { timeout: TIMEOUT_MS }, () => {
  it("core, the memory adapter and the rules language append, merge, refuse and compile", async () => {
    const { code } = await bundle(folder, "founding-story.ts", "iife");
    const story = runAsInBrowser(`${code}; bundle.foundingStory()`) as Promise<readonly string[]>;
    expect([...(await story)]).toEqual(STORY);
  });

  it("globals of Node are missing in these tests", () => {
    const names = ["process", "Buffer", "require", "module", "global", "setImmediate"];
    expect(names.map((name) => runAsInBrowser(`typeof ${name}`))).toEqual(names.map(() => "undefined"));
  });
});

describe("sizes", { timeout: TIMEOUT_MS }, () => {
  it("are printed", async () => {
    const bundles = await Promise.all([bundleSizes("@truce/core"), bundleSizes(...IN_BROWSERS)]);
    const packed = tarballs.map(({ name, size, unpackedSize }) => ({
      what: name,
      sizes: [size, unpackedSize],
    }));
    const tables = [
      sizeTable(["package", "packed", "unpacked"], packed),
      sizeTable(["all exports and libraries, for browsers", "minified", "gzipped"], bundles),
    ];
    console.log(tables.join("\n\n"));
    expect(packed).toHaveLength(packages.length);
  });
});

/** The sizes of a bundle of everything that the packages export. */
async function bundleSizes(...names: readonly string[]): Promise<Sizes> {
  const entry = `everything-of-${names.length}.ts`;
  await writeFile(join(folder, entry), names.map((name) => `export * from "${name}";\n`).join(""));
  const { code } = await bundle(folder, entry, "es");
  const { minified, gzipped } = sizesOf(code);
  return { what: names.join(" + "), sizes: [minified, gzipped] };
}

function entriesOf({ name, exports }: PublicPackage): readonly string[] {
  return Object.keys(exports)
    .filter((subpath) => subpath !== "./package.json")
    .map((subpath) => name + subpath.slice(1));
}
