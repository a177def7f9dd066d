/** A language server for `.conflicts` files: what editors show while rules are written. */

export { startLanguageServer } from "./start-language-server.ts";
