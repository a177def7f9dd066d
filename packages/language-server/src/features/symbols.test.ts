import {
  DocumentSymbolRequest,
  FoldingRangeRequest,
  SemanticTokensRequest,
  WorkspaceSymbolRequest,
  type DocumentSymbol,
} from "vscode-languageserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

const TEXT = `import "shared.conflicts"
import "other.conflicts"

// A comment
// of two lines.
group @Both =
  A,
  B

/// Why.
A conflicts @Both on id
stream "s" {
  override A never conflicts
}
`;

let editor: ServedEditor;
beforeAll(async () => {
  editor = await editorWith({ "shared.conflicts": "events A, B\nB conflicts A\n", "other.conflicts": "" });
  await editor.open("a.conflicts", TEXT);
});
afterAll(() => editor.end());
const textDocument = (): { uri: string } => ({ uri: editor.uri("a.conflicts") });

describe("symbols", () => {
  it("of a file are its rules, groups and blocks", async () => {
    const found = (await editor.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: textDocument(),
    })) as DocumentSymbol[];
    const outline = (symbols: readonly DocumentSymbol[]): unknown[] =>
      symbols.map(({ name, detail, children }) => (children ? [name, outline(children)] : [name, detail]));
    expect(outline(found)).toEqual([
      ["@Both", "A, B"],
      ["A conflicts @Both on id", "Why."],
      ["stream s", [["A never conflicts", ""]]],
    ]);
  });

  it("of the workspace are found by some of their letters, in order", async () => {
    const names = async (query: string): Promise<unknown> =>
      (await editor.connection.sendRequest(WorkspaceSymbolRequest.type, { query }))?.map(({ name }) => name);
    expect(await names("@both")).toEqual(["@Both", "A conflicts @Both on id"]);
    expect(await names("bconfa")).toEqual(["B conflicts A"]);
    expect(await names("zzz")).toEqual([]);
  });
});

it("blocks, lists, comments and imports can be folded", async () => {
  expect(
    await editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument: textDocument() }),
  ).toEqual([
    { startLine: 5, endLine: 7 },
    { startLine: 11, endLine: 12 },
    { startLine: 3, endLine: 4, kind: "comment" },
    { startLine: 0, endLine: 1, kind: "imports" },
  ]);
});

it("semantic tokens say what each word is, in a half-written line too", async () => {
  await editor.open(
    "b.conflicts",
    '/// Why 🎉.\n"🎉" conflicts @G, B on a.b and\nstream s {\ngroup @X = C\n',
  );
  const { data = [] } =
    (await editor.connection.sendRequest(SemanticTokensRequest.type, {
      textDocument: { uri: editor.uri("b.conflicts") },
    })) ?? {};
  const legend = editor.initialized.capabilities.semanticTokensProvider?.legend.tokenTypes ?? [];
  const tokens: string[] = [];
  for (let index = 0, line = 0, character = 0; index < data.length; index += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(index, index + 5);
    character = lines > 0 ? characters : character + characters;
    line += lines;
    tokens.push(`${line}:${character}+${length} ${legend[type]} ${modifiers}`);
  }
  expect(tokens).toEqual([
    "0:0+11 comment 1",
    ...["1:0+4 event 0", "1:5+9 keyword 0", "1:15+2 type 0", "1:19+1 event 0", "1:21+2 keyword 0"],
    ...["1:24+3 property 0", "1:28+3 keyword 0"],
    ...["2:0+6 keyword 0", "2:7+1 namespace 0"],
    ...["3:0+5 keyword 0", "3:6+2 type 2", "3:9+1 operator 0", "3:11+1 event 0"],
  ]);
});
