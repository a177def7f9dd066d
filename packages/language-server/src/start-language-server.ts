/** Connects the features to an editor. */

import type { Readable, Writable } from "node:stream";
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  MessageType,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  type Connection,
  type Position,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { CAPABILITIES, WATCHED } from "./capabilities.ts";
import { codeActionsIn } from "./features/code-actions.ts";
import {
  caseDiagnostics,
  codeLenses,
  outcomeOf,
  RUN_CASES,
  type CasesOutcome,
} from "./features/code-lens.ts";
import { completionsAt } from "./features/completion.ts";
import { formattingOf } from "./features/formatting.ts";
import { hoverAt } from "./features/hover.ts";
import { definitionsAt, highlightsAt, referencesAt } from "./features/navigation.ts";
import type { OpenFile } from "./features/place.ts";
import { renameAt, renameRangeAt } from "./features/rename.ts";
import { runCases } from "./features/rule-cases.ts";
import { semanticTokensOf } from "./features/semantic-tokens.ts";
import { documentSymbols, foldingRanges, workspaceSymbols } from "./features/symbols.ts";
import { CASES, createSession, type Session } from "./session.ts";
import { offsetAt } from "./text/positions.ts";
import { pathOfUri } from "./text/uris.ts";
import { absolutePath } from "./features/diagnostics.ts";

/** The streams that connect a server with an editor. */
export interface ServerStreams {
  /** What the editor writes. */
  readonly input: Readable;
  /** What the editor reads. Nothing else may be written to it. */
  readonly output: Writable;
}

/**
 * Starts a language server on two streams, by the Language Server Protocol. It reads the projects of `truce.json` and their
 * files from disk, and what is open in the editor counts before what is on disk. It writes no file.
 *
 * As the protocol demands, the notification `exit` ends the process.
 *
 * @returns When the editor has closed the connection.
 *
 * @example
 * ```ts
 * await startLanguageServer({ input: process.stdin, output: process.stdout });
 * ```
 */
export async function startLanguageServer({ input, output }: ServerStreams): Promise<void> {
  const connection = createConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const documents = new TextDocuments(TextDocument);
  const session = createSession(connection, documents);
  followEditor(connection, documents, session);
  answerAboutFiles(connection, session);
  answerAboutProjects(connection, session);
  documents.listen(connection);
  connection.listen();
  await new Promise<void>((resolve) => {
    input.once("close", resolve);
    input.once("end", resolve);
  });
  session.end();
  connection.dispose();
}

/** Folders, documents, and files on disk. */
function followEditor(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  session: Session,
): void {
  const folders = new Set<string>();
  const setFolders = (
    added: readonly { readonly uri: string }[],
    removed: readonly { readonly uri: string }[] = [],
  ): void => {
    for (const { uri } of removed) folders.delete(uri);
    for (const { uri } of added) folders.add(uri);
    session.workspace.setFolders([...folders].flatMap((uri) => pathOfUri(uri) ?? []));
  };
  let canWatch = false;
  let canFollowFolders = false;
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    if (isUntrusted(initializationOptions)) session.workspace.forbidModules();
    setFolders(workspaceFolders ?? (rootUri === null ? [] : [{ uri: rootUri }]));
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canFollowFolders = capabilities.workspace?.workspaceFolders === true;
    return { capabilities: CAPABILITIES, serverInfo: { name: "truce" } };
  });
  connection.onInitialized(() => {
    session.refresh();
    if (canFollowFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        setFolders(added, removed);
        session.settingsChanged();
      });
    }
    if (!canWatch) return;
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    // Not awaited: the connection may end before the editor has answered.
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
  });
  connection.onDidChangeWatchedFiles(({ changes }) => session.diskChanged(changes.map(({ uri }) => uri)));
  documents.onDidChangeContent(({ document }) => session.textChanged(document.uri));
  documents.onDidClose(({ document }) => session.diskChanged([document.uri]));
  documents.onDidSave(({ document }) => session.diskChanged([document.uri]));
}

/** Whether the editor has said `{ "runModules": false }`, because the user does not trust the folder. */
function isUntrusted(options: unknown): boolean {
  return (
    typeof options === "object" && options !== null && "runModules" in options && options.runModules === false
  );
}

/** Requests about one document. A document that is no rule file has nothing to offer. */
function answerAboutFiles(connection: Connection, session: Session): void {
  const about = async <Result>(
    uri: string,
    answer: (open: OpenFile) => Result | Promise<Result>,
  ): Promise<Result | null> =>
    await guarded(connection, async () => {
      const open = await session.fileOf(uri);
      return open === null ? null : await answer(open);
    });
  const at = async <Result>(
    {
      textDocument,
      position,
    }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
    answer: (open: OpenFile, offset: number) => Result | Promise<Result>,
  ): Promise<Result | null> =>
    await about(textDocument.uri, (open) => answer(open, offsetAt(open.placed, position)));

  connection.onCompletion(async (params) => await at(params, (...place) => [...completionsAt(...place)]));
  connection.onHover(async (params) => await at(params, hoverAt));
  connection.onDefinition(async (params) => await at(params, (...place) => [...definitionsAt(...place)]));
  connection.onReferences(
    async (params) => await at(params, (...place) => [...referencesAt(...place, params.context)]),
  );
  connection.onDocumentHighlight(
    async (params) => await at(params, (...place) => highlightsAt(...place).map((range) => ({ range }))),
  );
  connection.onPrepareRename(async (params) => await at(params, renameRangeAt));
  connection.onRenameRequest(
    async (params) => await at(params, (...place) => renameAt(...place, params.newName)),
  );
  connection.onDocumentFormatting(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...formattingOf(open)]),
  );
  connection.onDocumentSymbol(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...documentSymbols(open)]),
  );
  connection.onFoldingRanges(
    async ({ textDocument }) => await about(textDocument.uri, (open) => [...foldingRanges(open)]),
  );
  connection.onCodeAction(
    async ({ textDocument, range, context }) =>
      await about(textDocument.uri, (open) => [...codeActionsIn(open, range, context)]),
  );
  connection.languages.semanticTokens.on(
    async ({ textDocument }) =>
      (await about(textDocument.uri, ({ placed }) => semanticTokensOf(placed))) ?? { data: [] },
  );
  connection.onCodeLens(
    async ({ textDocument }) =>
      await about(textDocument.uri, async (open) => {
        const project = await session.projectOf(textDocument.uri);
        return project === null ? [] : [...codeLenses(open, await runCases(project))];
      }),
  );
}

/** Requests about whole projects. */
function answerAboutProjects(connection: Connection, session: Session): void {
  connection.onWorkspaceSymbol(
    async ({ query }) =>
      await guarded(connection, async () => {
        const snapshots = await Promise.all(
          (await session.workspace.projects()).map(async (project) => await project.snapshot()),
        );
        return snapshots.flatMap((snapshot) => [
          ...workspaceSymbols(snapshot, query, (file) => session.uriOf(absolutePath(snapshot, file))),
        ]);
      }),
  );
  connection.onExecuteCommand(
    async ({ command, arguments: [uri, line] = [] }) =>
      await guarded(connection, async () => {
        if (command !== RUN_CASES || typeof uri !== "string") return null;
        const outcome = await runCasesOf(session, uri, typeof line === "number" ? line : null);
        if (outcome === null) return null;
        const type = outcome.failed > 0 ? MessageType.Error : MessageType.Info;
        await connection.sendNotification("window/showMessage", { type, message: outcome.message });
        return outcome;
      }),
  );
}

/** Runs the cases of a rule, and shows their failures in the test files. */
async function runCasesOf(session: Session, uri: string, line: number | null): Promise<CasesOutcome | null> {
  const open = await session.fileOf(uri);
  const project = await session.projectOf(uri);
  if (open === null || project === null) return null;
  const judged = await runCases(project);
  session.publisher.replace(
    CASES,
    new Map(judged.map((one) => [session.uriOf(absolutePath(project, one.file)), caseDiagnostics(one)])),
  );
  return outcomeOf(open, judged, line);
}

/** INVARIANT: whatever a document contains, the server goes on. A request that fails is logged and has no result. */
async function guarded<Result>(
  connection: Connection,
  answer: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await answer();
  } catch (error) {
    // Meant for the user.
    if (error instanceof ResponseError) throw error;
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return null;
  }
}
