import { runs, TIMEOUT } from "@truce/test-support";
import { compile, namePlaces, positionAt, lineStartsOf, type SourceFile } from "@truce/rules-dsl";
import fc from "fast-check";
import { RenameRequest } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { afterEach, describe, expect, it } from "vitest";
import { EXAMPLES } from "../../tests/examples.ts";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

let editor: ServedEditor;
afterEach(() => editor.end());

/** The rules as text, without order and places, with a name replaced. */
function meaning(files: readonly SourceFile[], from: string, to: string): readonly string[] {
  const { rules } = compile(files);
  const text = (value: unknown): string =>
    JSON.stringify(value, (key, inner: unknown) =>
      key === "source"
        ? undefined
        : inner === from
          ? to
          : Array.isArray(inner) && key === "anythingExcept"
            ? inner.map((one) => (one === from ? to : String(one))).toSorted()
            : inner,
    );
  return [...(rules?.rules ?? []), ...(rules?.registrations ?? [])].map(text).toSorted();
}

describe("a project with a renamed event or group means the same, up to the name", () => {
  it.each(EXAMPLES)(
    "%s",
    async (_name, texts) => {
      const files = Object.entries(texts).flatMap(([file, text]) =>
        file.endsWith(".conflicts") ? [{ file, text }] : [],
      );
      editor = await editorWith(texts);
      for (const { file } of files) await editor.open(file);
      const newNames = fc.stringMatching(/^[A-Za-z_ü🎉" -]{1,12}$/u).map((name) => `${name}${name.length}!`);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...namePlaces(files)), newNames, async (place, name) => {
          const newName = place.kind === "group" ? `New${name.length}` : name;
          const text = files.find(({ file }) => file === place.file)?.text ?? "";
          const { line, column } = positionAt(lineStartsOf(text), place.span.start);
          const edit = await editor.connection.sendRequest(RenameRequest.type, {
            textDocument: { uri: editor.uri(place.file) },
            position: { line: line - 1, character: column - 1 },
            newName,
          });
          const after = files.map((source) => ({
            file: source.file,
            text: TextDocument.applyEdits(
              TextDocument.create("", "", 0, source.text),
              edit?.changes?.[editor.uri(source.file)] ?? [],
            ),
          }));
          const isEvent = place.kind === "event";
          expect(after).not.toEqual(files);
          expect(meaning(after, "", "")).toEqual(
            isEvent ? meaning(files, place.name, newName) : meaning(files, "", ""),
          );
        }),
        runs(25),
      );
    },
    TIMEOUT,
  );
});
