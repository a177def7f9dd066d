/** A server in this process, connected to an editor by streams. */

import { PassThrough } from "node:stream";
import { connectEditor, type Editor } from "@truce/test-support/editor";
import { startLanguageServer } from "../src/index.ts";

export interface ServedEditor extends Editor {
  readonly end: () => Promise<void>;
}

export async function editorFor(root: string, folders?: readonly string[]): Promise<ServedEditor> {
  const [toServer, toEditor] = [new PassThrough(), new PassThrough()];
  const ended = startLanguageServer({ input: toServer, output: toEditor });
  const editor = await connectEditor({ input: toServer, output: toEditor }, root, folders);
  return {
    ...editor,
    async end() {
      await editor.shutdown({ exits: false });
      toServer.end();
      await ended;
    },
  };
}
