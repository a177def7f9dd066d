/** `truce lsp` as a process: what it shows in an editor equals what `truce check` prints. */

import { cp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder, runs, TIMEOUT, type ProjectFolder } from "@truce/test-support";
import { connectEditor, type Editor } from "@truce/test-support/editor";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { start } from "./start.ts";
import { truce } from "./truce.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");
const FIXTURES = join(REPOSITORY, "packages/rules-dsl/tests/fixtures");

interface Fixture {
  readonly files: Readonly<Record<string, readonly string[]>>;
  readonly options?: {
    readonly events?: readonly string[];
    readonly fields?: Readonly<Record<string, readonly string[]>>;
    readonly imports?: Readonly<Record<string, readonly string[]>>;
  };
}

let folder: ProjectFolder;
let editor: Editor;
let child: ReturnType<typeof start>;
let server: Promise<{ readonly status: number | null; readonly stderr: string }>;
afterEach(async () => {
  await editor.shutdown();
  const { status, stderr } = await server;
  await folder.remove();
  if (status !== 0 || stderr !== "" || editor.errors.length > 0)
    throw new Error(`the server ended with ${status}: ${stderr} ${editor.errors.join("; ")}`);
});

async function startEditor(): Promise<void> {
  child = start(["lsp", "--stdio"], folder.root);
  server = closed(child);
  editor = await connectEditor({ input: child.stdin, output: child.stdout }, folder.root);
}

/** Diagnostics as text, one line each, to compare those of the command and those of the editor. */
type Lines = readonly string[];

interface CheckJson {
  readonly files: readonly string[];
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly suggestion: string | null;
    readonly file: string;
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number; readonly column: number };
    readonly related: readonly {
      readonly file: string;
      readonly start: { readonly line: number; readonly column: number };
    }[];
  }[];
}

/** What `truce check` says, by file. */
async function checked(): Promise<ReadonlyMap<string, Lines>> {
  const { stdout, stderr } = await truce(["check", "--format", "json"], { cwd: folder.root });
  expect(stderr).toBe("");
  const { files, diagnostics } = JSON.parse(stdout) as CheckJson;
  return new Map(
    files.map((name) => [
      name,
      diagnostics
        .filter(({ file }) => file === name)
        .map(({ code, severity, message, suggestion, start: from, end, related }) => {
          const places = related.map(({ file, start: at }) => `${editor.uri(file)}:${at.line}:${at.column}`);
          const text = suggestion === null ? message : `${message}\n${suggestion}`;
          return `${from.line}:${from.column}-${end.line}:${end.column} ${severity} ${code} ${text} ${places.join()}`;
        }),
    ]),
  );
}

/** What the editor shows of a file. */
function shown(file: string): Lines | undefined {
  return editor
    .diagnosticsOf(file)
    ?.map(({ range: { start: from, end }, severity, code, message, relatedInformation = [] }) => {
      const places = relatedInformation.map(
        ({ location: { uri, range } }) => `${uri}:${range.start.line + 1}:${range.start.character + 1}`,
      );
      const text = typeof message === "string" ? message : "";
      const word = severity === 1 ? "error" : "warning";
      return `${from.line + 1}:${from.character + 1}-${end.line + 1}:${end.character + 1} ${word} ${code} ${text} ${places.join()}`;
    });
}

async function expectTheSame(): Promise<void> {
  const expected = await checked();
  const inEditor = (): unknown => [...expected.keys()].map((file) => [file, shown(file)]);
  await editor.until(() => JSON.stringify(inEditor()) === JSON.stringify([...expected]));
}

describe("the diagnostics of the editor equal those of the command", () => {
  it("for the examples", async () => {
    folder = await projectFolder({ ".git/HEAD": "" });
    await cp(join(REPOSITORY, "truce.json"), folder.at("truce.json"));
    await cp(join(REPOSITORY, "examples"), folder.at("examples"), {
      recursive: true,
      filter: (source) => !source.includes("node_modules"),
    });
    await startEditor();
    await expectTheSame();
  });

  it("for every diagnostic of the language", async () => {
    const files: Record<string, string> = { ".git/HEAD": "" };
    const projects: { readonly root: string; readonly events?: string }[] = [];
    for (const name of await readdir(FIXTURES)) {
      const fixtures = JSON.parse(await readFile(join(FIXTURES, name), "utf8")) as readonly Fixture[];
      for (const [index, { files: own, options = {} }] of fixtures.entries()) {
        const all = { ...options.imports, ...own };
        if (!Object.keys(all).every((file) => /^[\w/.-]+\.conflicts$/.test(file) && !/^[/.]/.test(file)))
          continue;
        const root = `${name.replace(".json", "")}/${index}`;
        for (const [file, lines] of Object.entries(all)) files[`${root}/${file}`] = lines.join("\n");
        const events = options.fields
          ? { ...Object.fromEntries((options.events ?? []).map((event) => [event, null])), ...options.fields }
          : options.events;
        const isListed = events !== undefined && Object.keys(events).length > 0;
        if (isListed) files[`${root}/events.json`] = JSON.stringify(events);
        projects.push({ root, ...(isListed && { events: "events.json" }) });
      }
    }
    folder = await projectFolder({ ...files, "truce.json": JSON.stringify({ projects }) });
    await startEditor();
    await expectTheSame();
    expect(projects.length).toBeGreaterThan(200);
  });

  it("through a day of work", async () => {
    const read = async (name: string): Promise<string> =>
      await readFile(join(REPOSITORY, "examples/crm", name), "utf8");
    const [rules, words] = [await read("crm.conflicts"), await read("vocabulary.conflicts")];
    folder = await projectFolder({ ".git/HEAD": "", "crm.conflicts": rules, "vocabulary.conflicts": words });
    await startEditor();
    await editor.open("crm.conflicts");
    await expectTheSame();
    const save = async (text: string): Promise<void> => {
      await editor.change("crm.conflicts", text);
      await folder.write({ "crm.conflicts": text });
      await expectTheSame();
    };
    const added =
      "stream client {\n  /// Late.\n  override MeetingNoteAdded conflicts @Value, anything on id\n}\n";
    for (const [index, key] of added.split("").entries()) {
      const lines = (rules + added.slice(0, index)).split("\n");
      const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      await editor.type("crm.conflicts", end, key);
    }
    await folder.write({ "crm.conflicts": rules + added });
    await expectTheSame();
    await save(`${rules}A conflict B`.replaceAll("\n", "\r\n"));
    await save(rules);

    // A branch is checked out, and the one before again.
    await rm(folder.at("vocabulary.conflicts"));
    await folder.write({ "billing/v1.2/a.conflicts": "A conflict A\n", "b.conflicts": "B conflict B\n" });
    await editor.changedOnDisk("vocabulary.conflicts", "billing", "b.conflicts");
    await expectTheSame();
    expect(shown("billing/v1.2/a.conflicts")).toHaveLength(1);
    await rm(folder.at("billing"), { recursive: true });
    await rm(folder.at("b.conflicts"));
    await folder.write({ "vocabulary.conflicts": words });
    await editor.changedOnDisk("billing", "b.conflicts", "vocabulary.conflicts");
    await expectTheSame();
    await editor.until(() => shown("billing/v1.2/a.conflicts")?.length === 0);
    await editor.until(() => shown("b.conflicts")?.length === 0);

    await folder.write({ "truce.json": "{ projects" });
    await editor.changedOnDisk("truce.json");
    await editor.until(() => editor.diagnosticsOf("truce.json")?.length === 1);
    await folder.write({ "truce.json": '{ "projects": [{ "root": ".", "events": "events.json" }] }' });
    await folder.write({ "events.json": '["MeetingNoteAdded"]' });
    await editor.changedOnDisk("truce.json", "events.json");
    await expectTheSame();
    await rm(folder.at("truce.json"));
    await editor.changedOnDisk("truce.json");
    await editor.close("crm.conflicts");
    await expectTheSame();
  });

  it(
    "for damaged files, while they are typed",
    async () => {
      const example = await readFile(join(REPOSITORY, "examples/crm/crm.conflicts"), "utf8");
      const other = await readFile(join(REPOSITORY, "examples/crm/vocabulary.conflicts"), "utf8");
      folder = await projectFolder({ "crm.conflicts": example, "vocabulary.conflicts": other });
      await startEditor();
      await editor.open("crm.conflicts");
      await editor.open("vocabulary.conflicts");
      await expectTheSame();
      const damage = fc.record({
        file: fc.constantFrom("crm.conflicts", "vocabulary.conflicts"),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.nat(20),
        added: fc.constantFrom(
          "",
          " ",
          "\n",
          "}",
          "{",
          '"',
          ",",
          "@X",
          "conflicts",
          "never",
          "🎉",
          "\r\n",
          "//",
          "anything",
        ),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
          const texts: Record<string, string> = { "crm.conflicts": example, "vocabulary.conflicts": other };
          for (const { file, at, removed, added } of damages) {
            const text = texts[file] ?? "";
            const from = Math.floor(at * text.length);
            texts[file] = (text.slice(0, from) + added + text.slice(from + removed)).toWellFormed();
          }
          await folder.write(texts);
          for (const [file, text] of Object.entries(texts)) await editor.change(file, text);
          await expectTheSame();
        }),
        runs(12),
      );
    },
    TIMEOUT,
  );
});

describe("the process", () => {
  it("ends if the editor is gone", async () => {
    folder = await projectFolder({});
    await startEditor();
    const { connection } = editor;
    await connection.sendRequest("shutdown");
    child.stdin.end();
    editor = { ...editor, shutdown: async () => connection.dispose() };
    expect(await server).toEqual({ status: 0, stderr: "" });
  });

  it("refuses --root, because the editor names the folders", async () => {
    folder = await projectFolder({});
    await startEditor();
    expect(await truce(["lsp", "--stdio", "--root", "x"], { cwd: folder.root })).toEqual({
      status: 2,
      stdout: "",
      stderr: "truce: the editor names the folders: leave out --root and --project\n",
    });
  });
});

/** Waits for the end of a process, and leaves its output to the editor. */
async function closed(process: ReturnType<typeof start>): typeof server {
  let stderr = "";
  process.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return await new Promise((resolve) => {
    process.on("close", (status) => resolve({ status, stderr }));
  });
}
