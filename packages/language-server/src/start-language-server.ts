/** Connects the features to an editor. */

import type { Readable, Writable } from "node:stream";
import {
  createConnection,
  DidChangeWatchedFilesNotification,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  type Connection,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { answerAboutFiles } from "./answer-about-files.ts";
import { answerAboutProjects } from "./answer-about-projects.ts";
import { CAPABILITIES, WATCHERS } from "./capabilities.ts";
import { checkAfterPause, type CheckAfterPause } from "./check-after-pause.ts";
import { createSession, type Session } from "./session.ts";
import { pathOfUri } from "./text/uris.ts";

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
  const check = checkAfterPause(session, (error) => connection.console.error(String(error)));
  followFolders(connection, session, check);
  followDocuments(connection, documents, session, check);
  answerAboutFiles(connection, session);
  answerAboutProjects(connection, session);
  documents.listen(connection);
  connection.listen();
  await new Promise<void>((resolve) => {
    input.once("close", resolve);
    input.once("end", resolve);
  });
  check.end();
  connection.dispose();
}

/** The folders of the workspace, and what the editor can do. */
function followFolders(connection: Connection, session: Session, check: CheckAfterPause): void {
  const folders = new Set<string>();
  const change = (added: readonly Folder[], removed: readonly Folder[] = []): void => {
    for (const { uri } of removed) folders.delete(uri);
    for (const { uri } of added) folders.add(uri);
    session.workspace.setFolders([...folders].flatMap((uri) => pathOfUri(uri) ?? []));
  };
  let canWatch = false;
  let canFollowFolders = false;
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
    if (isUntrusted(initializationOptions)) session.workspace.forbidModules();
    change(workspaceFolders ?? (rootUri === null ? [] : [{ uri: rootUri }]));
    canWatch = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    canFollowFolders = capabilities.workspace?.workspaceFolders === true;
    return { capabilities: CAPABILITIES, serverInfo: { name: "truce" } };
  });
  connection.onInitialized(() => {
    check.soon();
    if (canFollowFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        change(added, removed);
        session.workspace.settingsChanged();
        check.soon();
      });
    }
    if (!canWatch) return;
    const watchers = [...WATCHERS];
    // Not awaited: the connection may end before the editor has answered.
    connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
  });
}

interface Folder {
  readonly uri: string;
}

/** Texts in the editor, and files on disk. */
function followDocuments(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  session: Session,
  check: CheckAfterPause,
): void {
  const diskChanged = (uris: readonly string[]): void => {
    if (session.diskChanged(uris)) check.soon();
  };
  connection.onDidChangeWatchedFiles(({ changes }) => diskChanged(changes.map(({ uri }) => uri)));
  documents.onDidChangeContent(() => {
    session.textChanged();
    check.soon();
  });
  documents.onDidClose(({ document }) => diskChanged([document.uri]));
  // An editor may not be able to watch files.
  documents.onDidSave(({ document }) => diskChanged([document.uri]));
}

/** Whether the editor has said `{ "runModules": false }`, because the user does not trust the folder. */
function isUntrusted(options: unknown): boolean {
  return (
    typeof options === "object" && options !== null && "runModules" in options && options.runModules === false
  );
}
