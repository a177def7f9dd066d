import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
  type InitializeResult,
  type Position,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";

export interface Editor {
  /** For requests. */
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** What the server has logged as errors. */
  readonly errors: readonly string[];
  /** What the server has shown to the user. */
  readonly messages: readonly string[];
  /** The address of a file, from the root. */
  readonly uri: (file: string) => string;
  /** Opens a file, with its text on disk if none is given. */
  readonly open: (file: string, text?: string) => Promise<void>;
  /** Replaces the whole text of an open file. */
  readonly change: (file: string, text: string) => Promise<void>;
  /** Inserts a text into an open file. */
  readonly type: (file: string, position: Position, text: string) => Promise<void>;
  readonly close: (file: string) => Promise<void>;
  /** Says that files have changed on disk. */
  readonly changedOnDisk: (...files: readonly string[]) => Promise<void>;
  /** The diagnostics that the server has published last. Undefined if it has published none. */
  readonly diagnosticsOf: (file: string) => readonly Diagnostic[] | undefined;
  /** Waits until the published diagnostics satisfy a condition. */
  readonly until: (condition: () => boolean) => Promise<void>;
  /** Ends the session as the protocol demands; without `exit`, for a server in the same process. */
  readonly shutdown: (options?: { readonly exits: boolean }) => Promise<void>;
}

/** Longer than any server needs: it only ends a test that waits in vain. */
const PATIENCE_MS = 30_000;

/**
 * Connects to a language server and opens folders.
 *
 * @param root - The folder that file names are relative to.
 * @param folders - The folders of the workspace, from the root.
 * @param initializationOptions - What the editor tells this server alone.
 */
export async function connectEditor(
  { input, output }: { readonly input: Writable; readonly output: Readable },
  root: string,
  folders: readonly string[] = ["."],
  initializationOptions?: object,
): Promise<Editor> {
  const connection = createProtocolConnection(
    new StreamMessageReader(output),
    new StreamMessageWriter(input),
  );
  const published = new Map<string, readonly Diagnostic[]>();
  const [errors, messages]: readonly [string[], string[]] = [[], []];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const check of waiting) check();
  };
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
    published.set(uri, diagnostics);
    wake();
  });
  connection.onNotification(LogMessageNotification.type, ({ message }) => void errors.push(message));
  connection.onNotification(ShowMessageNotification.type, ({ message }) => void messages.push(message));
  connection.onRequest(RegistrationRequest.type, () => {});
  connection.listen();
  const uri = (file: string): string => pathToFileURL(join(root, file)).href;
  const initialized = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    ...(initializationOptions && { initializationOptions }),
    workspaceFolders: folders.map((name) => ({ name, uri: uri(name) })),
    capabilities: {
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  let version = 0;
  const change = async (file: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> => {
    version += 1;
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: uri(file), version },
      contentChanges,
    });
  };
  return {
    ...{ connection, initialized, errors, messages, uri },
    async open(file, text) {
      version += 1;
      const content = text ?? (await readFile(join(root, file), "utf8"));
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri: uri(file), languageId: languageOf(file), version, text: content },
      });
    },
    change: async (file, text) => await change(file, [{ text }]),
    type: async (file, position, text) =>
      await change(file, [{ range: { start: position, end: position }, text }]),
    close: async (file) =>
      await connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: uri(file) },
      }),
    changedOnDisk: async (...files) =>
      await connection.sendNotification(DidChangeWatchedFilesNotification.method, {
        changes: files.map((file) => ({ uri: uri(file), type: FileChangeType.Changed })),
      }),
    diagnosticsOf: (file) => published.get(uri(file)),
    until: async (condition) => {
      await new Promise<void>((resolve, reject) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`not in time; published: ${JSON.stringify([...published], null, 1)}`));
        }, PATIENCE_MS);
        waiting.add(check);
        check();
      });
    },
    async shutdown({ exits } = { exits: true }) {
      await connection.sendRequest(ShutdownRequest.type);
      if (exits) await connection.sendNotification(ExitNotification.type);
      connection.dispose();
    },
  };
}

function languageOf(file: string): string {
  return file.endsWith(".conflicts") ? "conflicts" : "yaml";
}
