/** A language server for `.conflicts` files: what editors show while rules are written. */

export { startLanguageServer, type ServerStreams } from "./start-language-server.ts";
