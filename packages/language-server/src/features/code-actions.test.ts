import { CodeActionRequest, type CodeAction, type Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterEach, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
afterEach(() => editor.end());

async function actions(text: string, range: Range, only?: string[]): Promise<CodeAction[]> {
  editor = await editorWith({});
  await editor.open("a.conflicts", text);
  return (await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: editor.uri("a.conflicts") },
    range,
    context: { diagnostics: [], ...(only && { only }) },
  })) as CodeAction[];
}

const line = (number: number): Range => ({
  start: { line: number, character: 0 },
  end: { line: number, character: 100 },
});

function applied(text: string, { edit }: CodeAction): string {
  const document = TextDocument.create("", "conflicts", 0, text);
  return TextDocument.applyEdits(document, edit?.changes?.[editor.uri("a.conflicts")] ?? []);
}

const TEXT = 'A conflict "🎉"\nB never conflict\n"🎉" never conflicts\n';

describe("quick fixes", () => {
  it("are the edits of diagnostics that are certain, at the place of the cursor", async () => {
    const [fix, all, ...others] = await actions(TEXT, line(0));
    expect(fix).toMatchObject({
      title: "Replace 'conflict' with 'conflicts'",
      kind: "quickfix",
      isPreferred: true,
      diagnostics: [{ code: "CF1007" }],
    });
    expect(fix && applied(TEXT, fix)).toBe(TEXT.replace("conflict ", "conflicts "));
    expect([all?.kind, ...others]).toEqual(["source.fixAll.truce"]);
  });

  it("are not offered where there is none", async () => {
    expect(await actions(TEXT, line(2))).toEqual([]);
  });

  it.each([{ only: ["source.fixAll"] }, { only: ["source.fixAll.truce"] }, { only: ["source"] }])(
    "all at once, for $only",
    async ({ only }) => {
      const text = "A conflict B\r\nB never conflict\r\n";
      const [all, ...others] = await actions(text, line(1), only);
      expect(others).toEqual([]);
      expect(all && applied(text, all)).toBe("A conflicts B\r\nB never conflicts\r\n");
    },
  );
});
