import { CompletionRequest, type CompletionItem } from "vscode-languageserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
beforeAll(async () => {
  editor = await editorWith({
    "truce.json": '{ "projects": [{ "root": ".", "events": "events.json" }] }',
    "events.json": JSON.stringify({
      NoteAdded: ["noteId", "text"],
      NotePinned: ["noteId", "room.id"],
      "note-read": null,
    }),
    "shared.conflicts":
      "group @Notes = NoteAdded, NotePinned\nstream board {\n  NoteAdded never conflicts\n}\n",
  });
});
afterAll(() => editor.end());

let files = 0;
async function itemsAt(marked: string): Promise<readonly CompletionItem[]> {
  files += 1;
  const place = await editor.openAt(`draft${files}.conflicts`, marked);
  const found = await editor.connection.sendRequest(CompletionRequest.type, place);
  await editor.close(`draft${files}.conflicts`);
  return Array.isArray(found) ? found : (found?.items ?? []);
}
const labelsAt = async (marked: string): Promise<readonly string[]> =>
  (await itemsAt(marked)).map(({ label }) => label);

const EVENTS = ["NoteAdded", "NotePinned", "note-read"];
const IMPORT = 'import "shared.conflicts"\n';
const SNIPPETS = ["rule", "rule on a field", "stream block", "group definition"];

describe("in half-written lines, completion offers", () => {
  it.each([
    {
      where: "at the start of a file",
      text: "|",
      labels: [...["language", "import", "group", "events", "stream", "anything"], ...SNIPPETS, ...EVENTS],
    },
    {
      where: "in a block",
      text: "stream board {\n  |",
      labels: [
        ...["group", "events", "override", "anything"],
        ...["rule", "rule on a field", "group definition"],
        ...EVENTS,
      ],
    },
    { where: "after a subject", text: "NoteAdded |", labels: ["conflicts", "never conflicts"] },
    { where: "in the middle of the verb", text: "NoteAdded conf|", labels: ["conflicts", "never conflicts"] },
    { where: "after never", text: "NoteAdded never |", labels: ["conflicts"] },
    { where: "after the verb", text: "NoteAdded conflicts |", labels: ["anything", ...EVENTS] },
    {
      where: "after the verb, before another rule",
      text: "NoteAdded conflicts |\nNotePinned conflicts anything\n",
      labels: ["anything", ...EVENTS],
    },
    { where: "in a list", text: "NoteAdded conflicts NotePinned, |", labels: EVENTS },
    {
      where: "in a list, on a line of its own",
      text: "NoteAdded conflicts NotePinned,\n  Note|",
      labels: EVENTS,
    },
    { where: "after a target", text: "NoteAdded conflicts NotePinned |", labels: ["on", "when"] },
    { where: "after anything", text: "NoteAdded conflicts anything |", labels: ["except", "on", "when"] },
    { where: "after except", text: "anything except |", labels: EVENTS },
    {
      where: "groups of imported files",
      text: `${IMPORT}NoteAdded conflicts @|`,
      labels: ["anything", ...EVENTS, "@Notes"],
    },
    {
      where: "fields that both events have",
      text: "NoteAdded conflicts NotePinned on |",
      labels: ["noteId"],
    },
    {
      where: "fields of a group",
      text: `${IMPORT}@Notes conflicts @Notes on no|`,
      labels: ["noteId", "text", "room.id"],
    },
    { where: "after a field", text: "NoteAdded conflicts NotePinned on noteId |", labels: ["and"] },
    {
      where: "after mine.",
      text: "NoteAdded conflicts NotePinned when mine.|",
      labels: ["mine.noteId", "mine.text", "theirs.noteId", "theirs.room.id"],
    },
    { where: "an operator", text: "NoteAdded conflicts NotePinned when mine.noteId |", labels: ["=", "!="] },
    {
      where: "the other side, the same field first",
      text: "NoteAdded conflicts NotePinned when mine.noteId = |",
      labels: ["theirs.noteId", "theirs.room.id"],
    },
    { where: "categories", text: "stream |", labels: ["board"] },
    { where: "other files", text: 'import "|"', labels: ["shared.conflicts"] },
    { where: "nothing in a comment", text: "// NoteAdded |", labels: [] },
    { where: "nothing in a reason", text: "/// Not|", labels: [] },
  ])("$where", async ({ text, labels }) => {
    expect(await labelsAt(text)).toEqual(labels);
  });

  it("names that need quotes with their quotes, and replaces the quotes around the cursor", async () => {
    const find = async (text: string): Promise<unknown> =>
      (await itemsAt(text)).find(({ label }) => label === "note-read")?.textEdit;
    const range = (from: number, to: number): unknown => ({
      start: { line: 0, character: from },
      end: { line: 0, character: to },
    });
    expect(await find("NoteAdded conflicts |")).toEqual({ newText: '"note-read"', range: range(20, 20) });
    expect(await find('NoteAdded conflicts "no|"')).toEqual({ newText: '"note-read"', range: range(20, 24) });
  });

  it("events with what their rules say, as soon as the editor asks for it", async () => {
    const alone = await editorWith({ "a.conflicts": "/// Look first.\nA conflicts B\nB never conflicts\n" });
    const documentationAt = async (text: string, name: string): Promise<unknown> => {
      const place = await alone.openAt("b.conflicts", text);
      const found = (await alone.connection.sendRequest(CompletionRequest.type, place)) as CompletionItem[];
      const item = found.find(({ label }) => label === name);
      const resolved = await alone.connection.sendRequest("completionItem/resolve", item);
      await alone.close("b.conflicts");
      return (resolved as CompletionItem).documentation;
    };
    expect(await documentationAt("|", "A")).toEqual({
      kind: "markdown",
      value:
        "An incoming `A` conflicts by these rules, and with nothing else:\n\n- `A conflicts B`  \n  _Look first._",
    });
    expect(await documentationAt("B conflicts |", "A")).toMatchObject({
      value: expect.stringContaining("- `A conflicts B`  \n  _Look first._") as string,
    });
    expect(
      await documentationAt("stream board {\n  override A never conflicts\n  |\n}\n", "A"),
    ).toMatchObject({
      value: "An incoming `A` never conflicts in streams of `board`.",
    });
    expect(await documentationAt("|", "events")).toBeUndefined();
    for (const data of [undefined, null, 1, { uri: 3 }, { uri: "file:///nowhere.conflicts" }])
      expect(
        await alone.connection.sendRequest("completionItem/resolve", { label: "A", kind: 23, data }),
      ).toEqual(expect.objectContaining({ label: "A" }));
    await alone.end();
  });

  it("where fields are not known, the fields that other rules compare", async () => {
    const alone = await editorWith({ "a.conflicts": "A conflicts A on id and room.name\n" });
    const place = await alone.openAt("b.conflicts", "A conflicts A on |");
    const found = (await alone.connection.sendRequest(CompletionRequest.type, place)) as CompletionItem[];
    expect(found.map(({ label }) => label)).toEqual(["id", "room.name"]);
    await alone.end();
  });
});
