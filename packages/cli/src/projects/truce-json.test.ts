import { readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { readTruceJson } from "@truce/rules-dsl/node";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce } from "../../tests/truce.ts";

const readJson = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../..", path), "utf8"));
const matchesSchema = new Ajv({ allErrors: true }).compile(readJson("truce.schema.json") as object);

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await projectFolder({ "services/billing/a.conflicts": "A conflicts A\n", "crm/b.conflicts": "" });
});
afterAll(() => folder.remove());

const read = async (text: string): Promise<unknown> => {
  await folder.write({ "truce.json": text });
  return await readTruceJson(folder.root);
};

describe("truce.json", () => {
  const correct = [
    { projects: [{ root: "crm" }] },
    { projects: [{ root: "." }] },
    {
      $schema: "./node_modules/@truce/cli/truce.schema.json",
      projects: [
        { root: "./services/billing/", events: "../../events.json", out: "src/rules.ts" },
        { root: "crm" },
      ],
    },
  ];

  it.each(correct)("%j is correct, and matches the schema", async (config) => {
    expect(await read(JSON.stringify(config, null, "\t"))).toHaveLength(config.projects.length);
    expect(await read(`\u{FEFF}${JSON.stringify(config)}`)).toHaveLength(config.projects.length);
    expect(matchesSchema(config)).toBe(true);
  });

  it("normalises each root, and keeps the rest as it is written", async () => {
    expect(await read(JSON.stringify(correct[2]))).toEqual([
      { root: "services/billing", events: "../../events.json", out: "src/rules.ts" },
      { root: "crm" },
    ]);
  });

  it.each([
    { config: [], says: ['1:1: write { "projects": [{ "root": "..." }] }'] },
    { config: {}, says: ["1:1: 'projects' must be a list"] },
    { config: { projects: [] }, says: ["2:3: 'projects' must be a list"] },
    { config: { projects: {} }, says: ["2:3: 'projects' must be a list"] },
    { config: { $schema: 1, projects: [{ root: "crm" }] }, says: ["2:3: '$schema' must be a string"] },
    {
      config: { project: [], projects: [{ root: "crm" }] },
      says: ["2:3: there is no key 'project' here: did you mean 'projects'?"],
    },
    { config: { projects: ["crm"] }, says: ['3:5: a project is written as { "root": "..." }'] },
    { config: { projects: [{ out: "x.ts" }] }, says: ["3:5: this project has no 'root'"] },
    {
      config: { projects: [{ root: "crm", event: "e.json", zzz: 1 }] },
      says: [
        "5:7: there is no key 'event' here: did you mean 'events'?",
        "6:7: there is no key 'zzz' here: write 'root', 'events', 'out'",
      ],
    },
    { config: { projects: [{ root: "" }] }, says: ["4:7: 'root' must be a string that is not empty"] },
    {
      config: { projects: [{ root: "crm", out: true }] },
      says: ["5:7: 'out' must be a string that is not empty"],
    },
  ])("$config: $says, and does not match the schema", async ({ config, says }) => {
    const lines = await problemsOf(JSON.stringify(config, null, 2));
    expect(lines).toHaveLength(says.length);
    for (const [index, text] of says.entries()) expect(lines[index]).toContain(`truce.json:${text}`);
    expect(matchesSchema(config)).toBe(false);
  });

  it.each([
    {
      projects: '{ "root": "/crm" }',
      says: "1:18: '/crm' is absolute: write it from the folder of truce.json",
    },
    { projects: '{ "root": "../x" }', says: "1:18: '../x' is outside the folder of truce.json" },
    {
      projects: '{ "root": "crm", "out": "../../x.ts" }',
      says: "1:33: '../../x.ts' is outside the folder of truce.json",
    },
    { projects: '{ "root": "nowhere" }', says: "1:18: 'nowhere' is not a folder" },
    { projects: '{ "root": "truce.json" }', says: "1:18: 'truce.json' is not a folder" },
    {
      projects: '{ "root": "services" }, { "root": "services/billing" }',
      says: "1:42: 'services/billing' and 'services' are inside one another: a file would belong to two projects",
    },
    {
      projects: '{ "root": "crm" }, { "root": "./crm" }',
      says: "1:37: 'crm' and 'crm' are inside one another",
    },
    {
      projects: '{ "root": "crm", "out": "x.ts" }, { "root": "services", "out": "../crm/x.ts" }',
      says: "1:72: '../crm/x.ts' is already the module of 'crm'",
    },
  ])("$projects: $says", async ({ projects, says }) => {
    const [line, ...others] = await problemsOf(`{ "projects": [${projects}] }`);
    expect(line).toContain(`truce.json:${says}`);
    expect(others).toEqual([]);
  });

  it.each([
    { text: "", says: "1:1: this is not JSON: Unexpected end of JSON input" },
    { text: '{\n  "projects": [}\n', says: "2:16: this is not JSON: Unexpected token '}'" },
    { text: '{\n  // Comment\n  "projects": [{ "root": "crm" }]\n}', says: "2:3: this is not JSON: " },
    {
      text: '{\n  "projects": [{ "root": "crm" }],\n  "projects": []\n}',
      says: "3:3: this key is repeated",
    },
  ])("$text: $says", async ({ text, says }) => {
    const [line, ...others] = await problemsOf(text);
    expect(line).toContain(`truce.json:${says}`);
    expect(others).toEqual([]);
  });

  it.skipIf(process.platform === "win32")(
    "recognises two roots that are the same because of a symbolic link",
    async () => {
      await symlink("crm", folder.at("link"));
      const [line] = await problemsOf('{ "projects": [{ "root": "crm" }, { "root": "link" }] }');
      expect(line).toContain("'link' and 'crm' are inside one another");
    },
  );

  it("matches the schema, in this repository and in the README", () => {
    expect(matchesSchema(readJson("../../truce.json"))).toBe(true);
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    const [, shown = ""] = /```text\n\$ cat truce\.json\n(.*?)\n(?:\$|```)/s.exec(readme) ?? [];
    expect(matchesSchema(JSON.parse(shown))).toBe(true);
  });
});

/** The lines on standard error of a command that reads this text. */
async function problemsOf(text: string): Promise<readonly string[]> {
  await folder.write({ "truce.json": text });
  const { status, stdout, stderr } = await truce(["check"], { cwd: folder.root });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  return stderr.trimEnd().split("\n");
}
