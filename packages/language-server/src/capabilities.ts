/** What the server offers to the editor. */

import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from "vscode-languageserver";
import { FIX_ALL } from "./features/code-actions.ts";
import { RUN_CASES } from "./features/code-lens.ts";
import { LEGEND } from "./features/semantic-tokens.ts";

export const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  completionProvider: { triggerCharacters: ["@", ".", '"'] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  foldingRangeProvider: true,
  semanticTokensProvider: { legend: LEGEND, full: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  codeLensProvider: { resolveProvider: false },
  executeCommandProvider: { commands: [RUN_CASES] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Files that count when they change on disk. A list of events is JSON or a module with any name. */
export const WATCHED: readonly string[] = [
  "**/*.conflicts",
  "**/*.conflicts.test.yaml",
  "**/*.json",
  "**/*.{ts,mts,js,mjs}",
];
