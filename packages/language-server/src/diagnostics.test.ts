/** What is published while somebody types. That it equals `truce check` is tested beside the command. */

import { rm } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../tests/server.ts";

let editor: ServedEditor;
afterEach(() => editor.end());

const start = async (files: Readonly<Record<string, string>>, folders?: readonly string[]): Promise<void> => {
  editor = await editorWith(files, folders);
};
const codes = (file: string): readonly unknown[] | undefined =>
  editor.diagnosticsOf(file)?.map(({ code }) => code);
const expectCodes = async (file: string, ...expected: readonly string[]): Promise<void> =>
  await editor.until(() => JSON.stringify(codes(file)) === JSON.stringify(expected));

describe("while typing", () => {
  it("a mistake is shown, and cleared when it is mended", async () => {
    await start({ "a.conflicts": "A conflicts A\n" });
    await editor.open("a.conflicts");
    await expectCodes("a.conflicts");
    await editor.change("a.conflicts", "A conflict A\n");
    await expectCodes("a.conflicts", "CF1007");
    await editor.type("a.conflicts", { line: 0, character: 10 }, "s");
    await expectCodes("a.conflicts");
  });

  it("a diagnostic has its code, the address of its page, its range and related places", async () => {
    await start({ "a.conflicts": "A never conflicts\nA conflicts B\nB conflicts B\n" });
    await editor.open("a.conflicts");
    await expectCodes("a.conflicts", "CF2005");
    expect(editor.diagnosticsOf("a.conflicts")).toEqual([
      {
        code: "CF2005",
        severity: 1,
        source: "truce",
        codeDescription: {
          href: "https://github.com/truce-events/truce/blob/main/packages/rules-dsl/diagnostics/CF2005.md",
        },
        message: "'A' never conflicts (line 1) but conflicts with 'B' (line 2)\nremove one of the two",
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 13 } },
        relatedInformation: [
          {
            location: {
              uri: editor.uri("a.conflicts"),
              range: { start: { line: 0, character: 0 }, end: { line: 0, character: 17 } },
            },
            message: "A never conflicts",
          },
        ],
      },
    ]);
  });

  it.each([
    { what: "CR LF", text: "A never conflicts\r\n\r\nB conflict A\r\n", line: 2, character: 2 },
    { what: "CR", text: "A never conflicts\rB conflict A\r", line: 1, character: 2 },
    { what: "a tab", text: "\tB\tconflict A\n", line: 0, character: 3 },
    { what: "an emoji", text: '/// 🎉\n"🎉🎉" conflict A\n', line: 1, character: 7 },
    { what: "letters beyond the BMP", text: "𝒜𝒷 conflict A\n", line: 0, character: 5 },
    { what: "no end of the line", text: "B conflict A", line: 0, character: 2 },
  ])("positions are right with $what", async ({ text, line, character }) => {
    await start({ "a.conflicts": "" });
    await editor.open("a.conflicts", text);
    await editor.until(() => codes("a.conflicts")?.includes("CF1007") === true);
    const found = editor.diagnosticsOf("a.conflicts")?.find(({ code }) => code === "CF1007");
    expect(found?.range).toEqual({ start: { line, character }, end: { line, character: character + 8 } });
  });

  it("a byte order mark on disk moves nothing", async () => {
    await start({ "a.conflicts": "A never conflicts\n", "b.conflicts": "\u{FEFF}B conflict B\n" });
    await editor.open("a.conflicts");
    await expectCodes("b.conflicts", "CF1007");
    expect(editor.diagnosticsOf("b.conflicts")?.[0]?.range.start).toEqual({ line: 0, character: 2 });
  });

  it("a change is shown in every file that it affects, open or not", async () => {
    await start({
      "a.conflicts": 'import "shared.conflicts"\nA conflicts @Both\n',
      "shared.conflicts": "group @Both = A, B\n",
    });
    await editor.open("shared.conflicts");
    await expectCodes("a.conflicts");
    await editor.change("shared.conflicts", "group @Other = A, B\n");
    await expectCodes("a.conflicts", "CF2002");
    await editor.change("shared.conflicts", "group @Both = A, B\n");
    await expectCodes("a.conflicts");
  });

  it("a file that is open but not yet saved belongs to the project", async () => {
    await start({ "a.conflicts": "A conflicts @Both\n" });
    await editor.open("a.conflicts");
    await expectCodes("a.conflicts", "CF2002");
    await editor.change("a.conflicts", 'import "new.conflicts"\nA conflicts @Both\n');
    await expectCodes("a.conflicts", "CF2009");
    await editor.open("new.conflicts", "group @Both = A, B\n");
    await expectCodes("a.conflicts");
    await editor.close("new.conflicts");
    await expectCodes("a.conflicts", "CF2009");
  });

  it("what is typed last wins, however fast", async () => {
    await start({ "a.conflicts": "" });
    await editor.open("a.conflicts");
    for (let turn = 0; turn < 50; turn += 1)
      await editor.change("a.conflicts", turn % 2 === 0 ? "A conflict A\n" : "A conflicts A\n");
    await editor.change("a.conflicts", "A never conflict\n");
    await expectCodes("a.conflicts", "CF1007");
  });
});

describe("projects", () => {
  const TRUCE_JSON = JSON.stringify({
    projects: [{ root: "billing", events: "events.json" }, { root: "crm" }],
  });
  const FILES = {
    ".git/HEAD": "",
    "truce.json": TRUCE_JSON,
    "billing/a.conflicts": "Paid conflicts Paid on invoiceId\n",
    "billing/events.json": '{"Paid": ["invoice"]}',
    "crm/deep/b.conflicts": "Paid conflict Paid\n",
    "elsewhere/c.conflicts": "C conflict C\n",
  };

  it("of truce.json are shown before any file is open, each with its events and fields", async () => {
    await start(FILES);
    await expectCodes("billing/a.conflicts", "CF2007");
    await expectCodes("crm/deep/b.conflicts", "CF1007");
    expect(codes("elsewhere/c.conflicts")).toBeUndefined();
  });

  it("a file in none of them is checked alone", async () => {
    await start(FILES);
    await editor.open("elsewhere/c.conflicts");
    await expectCodes("elsewhere/c.conflicts", "CF1007");
  });

  it("are found above the folder of the workspace too", async () => {
    await start(FILES, ["billing"]);
    await expectCodes("billing/a.conflicts", "CF2007");
    expect(codes("crm/deep/b.conflicts")).toBeUndefined();
  });

  it("a mistake in truce.json is shown there, and cleared when it is mended", async () => {
    await start(FILES);
    await expectCodes("crm/deep/b.conflicts", "CF1007");
    await editor.folder.write({ "truce.json": '{\n  "projects": [{ "roots": "crm" }]\n}' });
    await editor.changedOnDisk("truce.json");
    await editor.until(() => (editor.diagnosticsOf("truce.json")?.length ?? 0) === 2);
    expect(
      editor
        .diagnosticsOf("truce.json")
        ?.map(({ message, range }) => `${range.start.line}: ${typeof message === "string" ? message : ""}`),
    ).toEqual(["1: there is no key 'roots' here: did you mean 'root'?", "1: this project has no 'root'"]);
    await expectCodes("crm/deep/b.conflicts");
    await editor.folder.write({ "truce.json": TRUCE_JSON });
    await editor.changedOnDisk("truce.json");
    await expectCodes("crm/deep/b.conflicts", "CF1007");
    await expectCodes("truce.json");
  });

  it("a mistake in a list of events is shown there", async () => {
    await start(FILES);
    await expectCodes("billing/a.conflicts", "CF2007");
    await editor.folder.write({ "billing/events.json": "{" });
    await editor.changedOnDisk("billing/events.json");
    await editor.until(() => editor.diagnosticsOf("billing/events.json")?.length === 1);
    expect(editor.diagnosticsOf("billing/events.json")?.[0]?.message).toMatch(
      /^the event list 'events.json' is not JSON/,
    );
    await editor.folder.write({ "billing/events.json": '["Paid"]' });
    await editor.changedOnDisk("billing/events.json");
    await expectCodes("billing/a.conflicts");
    await expectCodes("billing/events.json");
  });

  it("a list of events can be a module, which is loaded again when it changes", async () => {
    await start({
      "truce.json": '{ "projects": [{ "root": ".", "events": "src/events.ts" }] }',
      "src/events.ts": 'export const events = ["Paid"];\n',
      "a.conflicts": "Payd conflicts Paid\n",
    });
    await expectCodes("a.conflicts", "CF2001");
    await editor.folder.write({ "src/events.ts": 'export default { Paid: ["id"], Payd: null };\n' });
    await editor.changedOnDisk("src/events.ts");
    await expectCodes("a.conflicts");
    await editor.folder.write({ "src/events.ts": "export const event = [];\n" });
    await editor.changedOnDisk("src/events.ts");
    await editor.until(() => editor.diagnosticsOf("src/events.ts")?.length === 1);
    expect(editor.diagnosticsOf("src/events.ts")?.[0]?.message).toBe(
      "the event list 'src/events.ts' exports no list: export one as 'events'",
    );
  });

  it("no module runs if the editor says that the folder is not trusted", async () => {
    editor = await editorWith(
      {
        "truce.json": '{ "projects": [{ "root": ".", "events": "events.mjs" }] }',
        "events.mjs": "throw new Error('it ran');\n",
        "a.conflicts": "Paid conflict Paid\n",
      },
      ["."],
      { runModules: false },
    );
    await expectCodes("a.conflicts", "CF1007");
    expect(editor.diagnosticsOf("events.mjs")).toBeUndefined();
  });

  it("two folders of a workspace do not see each other", async () => {
    await start({ "one/a.conflicts": "A conflict A\n", "two/b.conflicts": "A never conflicts\n" }, [
      "one",
      "two",
    ]);
    await editor.open("one/a.conflicts");
    await editor.open("two/b.conflicts");
    await expectCodes("one/a.conflicts", "CF1007");
    await editor.change("one/a.conflicts", "A conflicts A\n");
    await expectCodes("one/a.conflicts");
    await expectCodes("two/b.conflicts");
  });

  it("a folder that leaves the workspace takes its problems along, and one that comes brings its own", async () => {
    await start(
      {
        ...FILES,
        "other/truce.json": '{ "projects": [{ "root": "." }] }',
        "other/d.conflicts": "D conflict D\n",
      },
      ["crm"],
    );
    await expectCodes("crm/deep/b.conflicts", "CF1007");
    await editor.connection.sendNotification("workspace/didChangeWorkspaceFolders", {
      event: {
        removed: [{ name: "crm", uri: editor.uri("crm") }],
        added: [{ name: "other", uri: editor.uri("other") }],
      },
    });
    await expectCodes("crm/deep/b.conflicts");
    await expectCodes("other/d.conflicts", "CF1007");
  });

  it("without a folder, a file is checked alone, with what it imports", async () => {
    await start(
      {
        "x/a.conflicts": 'import "b.conflicts"\nA conflicts @Both\n',
        "x/b.conflicts": "group @Both = A, B\n",
        "x/c.conflicts": "A never conflicts\n",
      },
      [],
    );
    await editor.open("x/a.conflicts");
    await expectCodes("x/a.conflicts");
    await editor.change("x/a.conflicts", 'import "b.conflicts"\nA conflicts @Bot\n');
    await expectCodes("x/a.conflicts", "CF2002");
    expect(codes("x/c.conflicts")).toBeUndefined();
  });

  it("a document that is not saved anywhere, or lies where no project looks, is checked alone", async () => {
    await start({ "a.conflicts": "A conflicts A\n", "node_modules/x/b.conflicts": "B conflict B\n" });
    await editor.open("node_modules/x/b.conflicts");
    await expectCodes("node_modules/x/b.conflicts", "CF1007");
    await editor.connection.sendNotification("textDocument/didOpen", {
      textDocument: {
        uri: "untitled:Untitled-1",
        languageId: "conflicts",
        version: 1,
        text: "B conflict B\n",
      },
    });
    const edits = await editor.connection.sendRequest("textDocument/formatting", {
      textDocument: { uri: "untitled:Untitled-1" },
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits).toEqual([]);
    await editor.close("node_modules/x/b.conflicts");
    await expectCodes("node_modules/x/b.conflicts");
  });

  it("a file outside of the folders takes its problems along when it is closed", async () => {
    await start({ "in/a.conflicts": "A conflict A\n", "out/b.conflicts": "B conflict B\n" }, ["in"]);
    await editor.open("in/a.conflicts");
    await editor.open("out/b.conflicts");
    await expectCodes("out/b.conflicts", "CF1007");
    await editor.close("out/b.conflicts");
    await expectCodes("out/b.conflicts");
    await expectCodes("in/a.conflicts", "CF1007");
  });

  it("a folder that comes or goes counts, even if nothing is reported of its files", async () => {
    await start({ "a.conflicts": "A never conflicts\n" });
    await editor.open("a.conflicts");
    await expectCodes("a.conflicts");
    await editor.close("a.conflicts");
    await editor.folder.write({ "v1.2/b.conflicts": "B conflict B\n" });
    await editor.changedOnDisk("v1.2");
    await expectCodes("v1.2/b.conflicts", "CF1007");
    await rm(editor.folder.at("v1.2"), { recursive: true });
    await editor.changedOnDisk("v1.2");
    await expectCodes("v1.2/b.conflicts");
  });

  it("what changes on disk outside the editor counts", async () => {
    await start({ "a.conflicts": "A never conflicts\n" });
    await editor.open("a.conflicts");
    await expectCodes("a.conflicts");
    await editor.folder.write({ "b.conflicts": "A conflicts A\n" });
    await editor.changedOnDisk("b.conflicts");
    await expectCodes("b.conflicts", "CF2005");
    await editor.folder.write({ "b.conflicts": "B conflicts A\n" });
    await editor.changedOnDisk("b.conflicts");
    await expectCodes("b.conflicts");
  });
});
