/** The connection to the language server. */

import type { LogOutputChannel } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import type { CommandLine } from "./truce/command-line.ts";

export interface ClientOptions {
  /** The folder in which the server is started. */
  readonly cwd: string | undefined;
  /** Whether the server may run modules of the workspace: lists of events can be modules. */
  readonly isTrusted: boolean;
  readonly output: LogOutputChannel;
}

/** A client that is not started yet. It starts the server itself, and again if the server crashes. */
export function createClient(
  { command, args, env }: CommandLine,
  { cwd, isTrusted, output }: ClientOptions,
): LanguageClient {
  return new LanguageClient(
    "truce",
    "Truce",
    { command, args: [...args], options: { env, ...(cwd !== undefined && { cwd }) } },
    {
      // A file that is not saved yet is a project of its own.
      documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "conflicts" })),
      initializationOptions: { runModules: isTrusted },
      outputChannel: output,
      diagnosticCollectionName: "truce",
    },
  );
}
