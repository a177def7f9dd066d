/** A server in this process, connected to an editor by streams. */

import { PassThrough } from "node:stream";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { connectEditor, type Editor } from "@truce/test-support/editor";
import type { Position, TextDocumentPositionParams } from "vscode-languageserver";
import { startLanguageServer } from "../src/index.ts";

export interface ServedEditor extends Editor {
  readonly folder: ProjectFolder;
  /** Ends the server, and removes the folder. Throws if the server has logged an error. */
  readonly end: () => Promise<void>;
  /**
   * Opens a file whose text has a `|` at the cursor, and returns the cursor's place.
   */
  readonly openAt: (file: string, marked: string) => Promise<TextDocumentPositionParams>;
}

/** A folder with these files, open in an editor. */
export async function editorWith(
  files: Readonly<Record<string, string>>,
  folders?: readonly string[],
  options?: object,
): Promise<ServedEditor> {
  const folder = await projectFolder(files);
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const ended = startLanguageServer({ input: toServer, output: toEditor });
  const editor = await connectEditor({ input: toServer, output: toEditor }, folder.root, folders, options);
  return {
    ...{ ...editor, folder },
    async openAt(file, marked) {
      const offset = marked.indexOf("|");
      const text = marked.slice(0, offset) + marked.slice(offset + 1);
      await editor.open(file, text);
      return { textDocument: { uri: editor.uri(file) }, position: positionIn(text, offset) };
    },
    async end() {
      await editor.shutdown({ exits: false });
      toServer.end();
      await ended;
      await folder.remove();
      if (editor.errors.length > 0) throw new Error(editor.errors.join("\n"));
    },
  };
}

/** The position of an offset, counted without the code under test. */
export function positionIn(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
