import { HoverRequest, MarkupContent } from "vscode-languageserver";
import { afterEach, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
afterEach(() => editor.end());

async function hover(marked: string): Promise<string> {
  editor = await editorWith({});
  const found = await editor.connection.sendRequest(
    HoverRequest.type,
    await editor.openAt("a.conflicts", marked),
  );
  return found && MarkupContent.is(found.contents) ? found.contents.value : "";
}

describe("hovering over", () => {
  it("a committed event explains the pair, with the reason of the rule", async () => {
    const text = await hover(
      "/// Two people pinned it.\nPinned conflicts Mo|ved on noteId\nMoved never conflicts\n",
    );
    expect(text).toContain("depends on their payloads");
    expect(text).toContain("Pinned conflicts Moved on noteId");
    expect(text).toContain('"Two people pinned it."');
    expect(text).toContain("a.conflicts:2");
  });

  it("an incoming event tells everything about its type, in both directions", async () => {
    const text = await hover(
      "/// Two people pinned it.\nPin|ned conflicts Moved on noteId\n/// Moves hide pins.\nMoved conflicts Pinned\n",
    );
    expect(text).toBe(
      [
        "An incoming `Pinned` conflicts by these rules, and with nothing else:",
        "- `Pinned conflicts Moved on noteId`  \n  _Two people pinned it._",
        "Rules about a committed `Pinned`:",
        "- `Moved conflicts Pinned`  \n  _Moves hide pins._",
      ].join("\n\n"),
    );
  });

  it("an event without a rule says that it conflicts with everything", async () => {
    expect(await hover("Pinned conflicts Moved\nevents Pinned, Mo|ved\n")).toContain(
      "An incoming `Moved` has no rule, so it conflicts with everything.",
    );
  });

  it("an event tells what is written about it while other lines have errors", async () => {
    expect(await hover("/// Two people pinned it.\nPin|ned conflicts Moved\nMoved conflict Moved\n")).toBe(
      "Rules that name `Pinned`, as they are written. There are errors to fix:\n\n" +
        "- `Pinned conflicts Moved`  \n  _Two people pinned it._",
    );
  });

  it("an event in a block tells what holds there", async () => {
    const text = await hover(
      "A conflicts B\nB never conflicts\nstream board {\n  override |A never conflicts\n}\n",
    );
    expect(text).toContain("An incoming `A` never conflicts in streams of `board`");
  });

  it("a group shows its members", async () => {
    expect(await hover("group @Both = A, B\nA conflicts @Bo|th\nB never conflicts\n")).toBe(
      "```conflicts\ngroup @Both = A, B\n```\n\nin `a.conflicts`",
    );
  });

  it("a problem says what its code means, with a link to its page", async () => {
    const text = await hover("A never conflicts\nA con|flicts B\nB conflicts B\n");
    expect(text).toContain("**CF2005: a rule contradicts 'never conflicts'**");
    expect(text).toContain("says that an incoming A is compatible with everything");
    expect(text).toContain("/CF2005.md)");
  });

  it("a keyword says what it means", async () => {
    expect(await hover("A conflicts A o|n id\n")).toContain("short for `when mine.id = theirs.id`");
  });

  it("nothing says nothing", async () => {
    expect(await hover("A conflicts A\n|\n")).toBe("");
  });
});
