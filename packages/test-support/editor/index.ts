/** An editor for tests of language servers, which talks to them by the real protocol. */

export { connectEditor, type Editor } from "./editor.ts";
