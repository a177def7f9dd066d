/** What the server offers to the editor. */

import {
  CodeActionKind,
  TextDocumentSyncKind,
  WatchKind,
  type FileSystemWatcher,
  type ServerCapabilities,
} from "vscode-languageserver";
import { FIX_ALL } from "./features/code-actions.ts";
import { RUN_CASES } from "./features/code-lens.ts";
import { LEGEND } from "./features/semantic-tokens.ts";

export const CAPABILITIES: ServerCapabilities = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  completionProvider: { triggerCharacters: ["@", ".", '"'], resolveProvider: true },
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

/** What counts when it changes on disk. A list of events is JSON or a module with any name. */
const CHANGING = ["**/*.conflicts", "**/*.conflicts.test.yaml", "**/*.json", "**/*.{ts,mts,js,mjs}"];

/** VS Code reports that a folder has come or gone, but not that its files have. A folder can have any name. */
export const WATCHERS: readonly FileSystemWatcher[] = [
  ...CHANGING.map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
  { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
];
