/** Packs the extension, looks into the package, and starts the server in it as VS Code would. */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { connectEditor } from "@truce/test-support/editor";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

const extension = join(import.meta.dirname, "..");
const root = join(extension, "../..");
/** In bytes: what it has now, and room to grow. A package that holds more has got something by mistake. */
const MAX_SIZE = 600 * 1024;

interface Manifest {
  readonly version: string;
  readonly publisher: string;
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly contributes: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

let folder: ProjectFolder;
let files: ReadonlySet<string>;
let size: number;
let manifest: Manifest;

const run = (file: string, args: readonly string[], cwd = extension): string =>
  execFileSync(process.execPath, [file, ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });

beforeAll(async () => {
  folder = await projectFolder();
  execFileSync(process.execPath, ["--conditions=@truce/source", "scripts/bundle.ts"], { cwd: extension });
  const vsix = folder.at("truce.vsix");
  run(join(root, "node_modules/@vscode/vsce/vsce"), ["package", "--no-dependencies", "--out", vsix]);
  const packed = await readFile(vsix);
  size = packed.length;
  const entries = Object.entries(unzipSync(packed));
  for (const [path, content] of entries) {
    await mkdir(dirname(folder.at(path)), { recursive: true });
    await writeFile(folder.at(path), content);
  }
  files = new Set(entries.map(([path]) => path));
  manifest = JSON.parse(await readFile(folder.at("extension/package.json"), "utf8")) as Manifest;
});
afterAll(() => folder.remove());

const packed = (path: unknown): string => `extension/${String(path).replace(/^\.\//, "")}`;

describe("the package of the extension", () => {
  test("has what VS Code needs, and nothing else", () => {
    const others = [...files].filter(
      (file) => !/^extension\/dist\/truce\/diagnostics\/CF\d{4}\.md$/.test(file),
    );
    expect(others.toSorted()).toEqual([
      "[Content_Types].xml",
      "extension.vsixmanifest",
      "extension/LICENSE.txt",
      "extension/dist/extension.cjs",
      "extension/dist/schemas/rule-tests.schema.json",
      "extension/dist/schemas/truce.schema.json",
      "extension/dist/third-party-licenses.md",
      "extension/dist/truce/dist/bin/third-party-licenses.md",
      "extension/dist/truce/dist/bin/truce.js",
      "extension/dist/truce/package.json",
      "extension/images/icon.png",
      "extension/language-configuration.json",
      "extension/package.json",
      "extension/readme.md",
      "extension/syntaxes/conflicts.tmLanguage.json",
      "extension/syntaxes/markdown.tmLanguage.json",
    ]);
    expect(size).toBeLessThan(MAX_SIZE);
  });

  test("has a manifest whose files are all there", () => {
    const { contributes } = manifest;
    const named = [
      ...[manifest.main, manifest.icon],
      ...[...(contributes["grammars"] ?? [])].map(({ path }) => path),
      ...[...(contributes["languages"] ?? [])].map(({ configuration }) => configuration),
      ...[contributes["jsonValidation"], contributes["yamlValidation"]].flatMap((schemas = []) =>
        schemas.map(({ url }) => url),
      ),
    ];
    expect(named).toHaveLength(7);
    for (const path of named) expect(files).toContain(packed(path));
    expect(manifest.publisher).toBe("truce-events");
    // The first one whose Node is new enough for the server.
    expect(manifest.engines.vscode).toBe("^1.101.0");
  });

  test("has the licences of the libraries in its code", async () => {
    const folders = ["dist", "dist/truce/dist/bin"];
    const [ofExtension, ofCommand] = await Promise.all(
      folders.map((path) => readFile(folder.at(`extension/${path}/third-party-licenses.md`), "utf8")),
    );
    expect(ofExtension).toMatch(/^## vscode-languageclient - .*\n\nCopyright \(c\) Microsoft/m);
    expect(ofCommand).toMatch(/^## chevrotain - [\d.]+ \(Apache-2.0\)$/m);
    expect(ofCommand).toContain("Apache License");
  });

  test("has the same version as the command in it", () => {
    expect(run(folder.at("extension/dist/truce/dist/bin/truce.js"), ["--version"]).trim()).toBe(
      manifest.version,
    );
  });

  test("loads nothing but VS Code and Node", async () => {
    const code = await readFile(folder.at("extension/dist/extension.cjs"), "utf8");
    const loaded = new Set(
      [...code.matchAll(/\brequire\(["'`](?<name>[^"'`]+)["'`]\)/g)].map(([, name]) => name),
    );
    const ofNode = new Set(["child_process", "crypto", "fs", "net", "os", "path", "readline", "util"]);
    const others = [...loaded].filter((name = "") => !ofNode.has(name.replace(/^node:/, "")));
    expect(others).toEqual(["vscode"]);
  });
});

describe("the command in the package", () => {
  test("checks rules, and knows the page of a diagnostic", async () => {
    const bin = folder.at("extension/dist/truce/dist/bin/truce.js");
    await folder.write({ "rules/a.conflicts": "A conflicts A\n" });
    expect(run(bin, ["check"], folder.at("rules"))).toBe("no problems in 1 file\n");
    expect(run(bin, ["help", "CF2005"])).toContain("CF2005");
  });

  test("is a language server", async () => {
    const bin = folder.at("extension/dist/truce/dist/bin/truce.js");
    const server = spawn(process.execPath, [bin, "lsp", "--stdio"], { env: { PATH: process.env["PATH"] } });
    onTestFinished(() => void server.kill("SIGKILL"));
    const [closed, errors] = [once(server, "close"), text(server.stderr)];
    const editor = await connectEditor({ input: server.stdin, output: server.stdout }, folder.root);
    expect(editor.initialized).toMatchObject({
      capabilities: { hoverProvider: true, documentFormattingProvider: true },
      serverInfo: { name: "truce" },
    });
    await editor.open("a.conflicts", "A conflict A\n");
    await editor.until(() => editor.diagnosticsOf("a.conflicts")?.[0]?.code === "CF1007");
    await editor.shutdown();
    expect([await closed, await errors]).toEqual([[0, null], ""]);
  });
});
