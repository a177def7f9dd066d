import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "@truce/rules-dsl";
import { DocumentFormattingRequest } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
beforeAll(async () => {
  editor = await editorWith({});
});
afterAll(() => editor.end());

/** The text after formatting in the editor. Null if nothing is to change. */
async function formatted(text: string): Promise<string | null> {
  await editor.open("a.conflicts", text);
  const edits = await editor.connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri: editor.uri("a.conflicts") },
    options: { tabSize: 2, insertSpaces: true },
  });
  await editor.close("a.conflicts");
  const document = TextDocument.create("", "conflicts", 0, text);
  return edits === null || edits.length === 0 ? null : TextDocument.applyEdits(document, edits);
}

describe("formatting", () => {
  it("does what 'truce fmt' does, with any line breaks and characters", async () => {
    const examples = join(import.meta.dirname, "../../../../examples");
    for (const entry of await readdir(examples, { recursive: true })) {
      if (!entry.endsWith(".conflicts") || entry.includes("node_modules")) continue;
      const text = await readFile(join(examples, entry), "utf8");
      const untidy = text.replaceAll(" conflicts ", "   conflicts\t").replaceAll("\n", "\r\n");
      expect(await formatted(untidy)).toBe(format(untidy, { file: entry }).text);
      expect(await formatted(text)).toBeNull();
    }
    const odd = '/// 🎉 \n"🎉"   conflicts "🎊"  ,A\r\nA   never conflicts';
    expect(await formatted(odd)).toBe(format(odd, { file: "a" }).text);
  });

  it("leaves a file with mistakes alone", async () => {
    expect(await formatted("A   conflicts B\nA conflict\n")).toBeNull();
  });
});
