import { PrepareRenameRequest, RenameRequest, type WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterEach, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
afterEach(() => editor.end());

const FILES = {
  "a.conflicts": "",
  "shared.conflicts": 'group @Both = A, "b-b"\nevents A, "b-b"\n',
  "other.conflicts": 'import "shared.conflicts"\nA conflicts @Both\n"b-b" never conflicts\n',
};
const IMPORT = 'import "shared.conflicts"\n';

async function rename(
  marked: string,
  newName: string,
  files: Readonly<Record<string, string>> = FILES,
): Promise<unknown> {
  editor = await editorWith(files);
  const place = await editor.openAt("a.conflicts", marked);
  const edit = await editor.connection
    .sendRequest(RenameRequest.type, { ...place, newName })
    .catch((error: Error) => error.message);
  return typeof edit === "string"
    ? edit
    : applied(edit, { ...files, "a.conflicts": marked.replace("|", "") });
}

/** The files that an edit changes, by name. */
function applied(edit: WorkspaceEdit | null, files: Readonly<Record<string, string>>): unknown {
  return Object.fromEntries(
    Object.entries(files).flatMap(([file, text]) => {
      const edits = edit?.changes?.[editor.uri(file)];
      const document = TextDocument.create("", "conflicts", 0, text);
      return edits === undefined ? [] : [[file, TextDocument.applyEdits(document, edits)]];
    }),
  );
}

describe("rename", () => {
  it("of an event changes every rule file, and writes quotes where they are needed", async () => {
    expect(await rename(`${IMPORT}|A conflicts A\n`, "order placed")).toEqual({
      "a.conflicts": `${IMPORT}"order placed" conflicts "order placed"\n`,
      "shared.conflicts": 'group @Both = "order placed", "b-b"\nevents "order placed", "b-b"\n',
      "other.conflicts": `${IMPORT}"order placed" conflicts @Both\n"b-b" never conflicts\n`,
    });
  });

  it("of a group changes every use that means it", async () => {
    expect(await rename(`${IMPORT}A conflicts @Bo|th\nstream s {\n  group @Own = A\n}\n`, "All")).toEqual({
      "a.conflicts": `${IMPORT}A conflicts @All\nstream s {\n  group @Own = A\n}\n`,
      "shared.conflicts": 'group @All = A, "b-b"\nevents A, "b-b"\n',
      "other.conflicts": `${IMPORT}A conflicts @All\n"b-b" never conflicts\n`,
    });
  });

  it.each([
    {
      what: "a name in use",
      marked: `${IMPORT}|A conflicts A\n`,
      to: "b-b",
      says: /"b-b" is already used \(other.conflicts:3\)/,
    },
    {
      what: "a group in use",
      marked: "group @X = A\ngroup @Y = A\nA conflicts @|X, @Y\n",
      to: "@Y",
      says: /@Y is already used/,
    },
    { what: "no name", marked: "|A conflicts A\n", to: "", says: /a name must not be empty/ },
    {
      what: "a name that is too long",
      marked: "|A conflicts A\n",
      to: "x".repeat(300),
      says: /more than 256 characters/,
    },
    { what: "no name of a group", marked: `${IMPORT}A conflicts @Bo|th\n`, to: "a b", says: /./ },
    { what: "nothing there", marked: "A conflicts A\n|\n", to: "B", says: /no event or group here/ },
    {
      what: "a file that has a mistake",
      marked: "|A conflicts A\nA conflict B\n",
      to: "C",
      says: /'a.conflicts' has a mistake in line 2 and may name it there: correct it first/,
    },
  ])("refuses $what, and says why", async ({ marked, to, says }) => {
    expect(await rename(marked, to)).toMatch(says);
  });

  it("refuses a name that the application does not have", async () => {
    const files = {
      "a.conflicts": "",
      "truce.json": '{ "projects": [{ "root": ".", "events": "events.json" }] }',
      "events.json": '["A", "B"]',
    };
    expect(await rename("|A conflicts A\n", "C", files)).toMatch(
      /^C is not possible here: unknown event 'C'/,
    );
  });

  it("selects the name, without quotes", async () => {
    editor = await editorWith(FILES);
    const place = await editor.openAt("a.conflicts", 'A conflicts "b|-b"\n');
    expect(await editor.connection.sendRequest(PrepareRenameRequest.type, place)).toEqual({
      range: { start: { line: 0, character: 12 }, end: { line: 0, character: 17 } },
      placeholder: "b-b",
    });
  });
});
