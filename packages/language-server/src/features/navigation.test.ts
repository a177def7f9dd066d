import {
  DefinitionRequest,
  DocumentHighlightRequest,
  ReferencesRequest,
  type Location,
  type TextDocumentPositionParams,
} from "vscode-languageserver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

const SHARED = "group @Both = A, B\nevents A, B, C\n";
const OTHER =
  'import "shared.conflicts"\nB conflicts @Both\nstream s {\n  group @Own = A\n  C conflicts @Own, A\n}\n';

let editor: ServedEditor;
beforeAll(async () => {
  editor = await editorWith({ "shared.conflicts": SHARED, "other.conflicts": OTHER });
});
afterAll(() => editor.end());

async function at<Result>(
  marked: string,
  ask: (place: TextDocumentPositionParams) => Promise<Result>,
): Promise<Result> {
  const place = await editor.openAt("a.conflicts", marked);
  const found = await ask(place);
  await editor.close("a.conflicts");
  return found;
}

function shortly(found: unknown): readonly string[] {
  return (found as Location[]).map(
    ({ uri, range: { start } }) => `${uri.split("/").at(-1)}:${start.line}:${start.character}`,
  );
}

const definition = async (marked: string): Promise<readonly string[]> =>
  shortly(await at(marked, (place) => editor.connection.sendRequest(DefinitionRequest.type, place)));
const references = async (marked: string, includeDeclaration = true): Promise<readonly string[]> =>
  shortly(
    await at(marked, (place) =>
      editor.connection.sendRequest(ReferencesRequest.type, { ...place, context: { includeDeclaration } }),
    ),
  );
const IMPORT = 'import "shared.conflicts"\n';

describe("definition", () => {
  it("of a group is its statement, in another file too", async () => {
    expect(await definition(`${IMPORT}A conflicts @Bo|th\n`)).toEqual(["shared.conflicts:0:6"]);
  });

  it("of an event is its declaration", async () => {
    expect(await definition(`${IMPORT}|A conflicts @Both\n`)).toEqual(["shared.conflicts:1:7"]);
  });

  it("of an import is the file", async () => {
    expect(await definition('import "sha|red.conflicts"\n')).toEqual(["shared.conflicts:0:0"]);
  });

  it("of an event that nothing declares are its rules", async () => {
    expect(await definition("X never conflicts\nY conflicts |X\n")).toEqual(["a.conflicts:0:0"]);
  });

  it("of a group that is not visible here is nothing", async () => {
    expect(await definition("A conflicts @Ow|n\n")).toEqual([]);
  });
});

describe("references", () => {
  it("of an event are in all files of the project", async () => {
    const all = ["a.conflicts:1:0", "other.conflicts:3:15", "other.conflicts:4:20", "shared.conflicts:0:14"];
    expect((await references(`${IMPORT}|A never conflicts\n`, false)).toSorted()).toEqual(all);
    expect(await references(`${IMPORT}|A never conflicts\n`)).toHaveLength(5);
  });

  it("of a group are those that mean this group", async () => {
    expect(await references(`${IMPORT}A conflicts @Bo|th\n`)).toEqual([
      "a.conflicts:1:12",
      "other.conflicts:1:12",
      "shared.conflicts:0:6",
    ]);
  });

  it("in the same file are highlighted", async () => {
    const found = await at(`${IMPORT}A conflicts |A\nB conflicts A\n`, (place) =>
      editor.connection.sendRequest(DocumentHighlightRequest.type, place),
    );
    expect(found?.map(({ range }) => range.start)).toEqual([
      { line: 1, character: 0 },
      { line: 1, character: 12 },
      { line: 2, character: 12 },
    ]);
  });
});
