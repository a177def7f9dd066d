/** What VS Code loads: starts the language server of Truce, and adds its commands. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient } from "./client.ts";
import type { Truce } from "./matrix/draw-matrices.ts";
import { createMatrixPanel } from "./matrix/matrix-panel.ts";
import { commandLineOf } from "./truce/command-line.ts";
import { findTruce } from "./truce/find-truce.ts";

let client: LanguageClient | undefined;

/** Called by VS Code when a rule file is opened, or a folder that has one. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Truce", { log: true });
  const truce: Truce = (args) => truceCommand(context, output, args);
  const startAnew = async (): Promise<void> => {
    await stop();
    const commandLine = truce(["lsp", "--stdio"]);
    if ("problem" in commandLine) {
      void vscode.window.showErrorMessage(commandLine.problem);
      return;
    }
    const { isTrusted, workspaceFolders } = vscode.workspace;
    client = createClient(commandLine, { cwd: workspaceFolders?.[0]?.uri.fsPath, isTrusted, output });
    // The client itself tells the user.
    await client.start().catch((error: unknown) => output.error(String(error)));
  };
  // One after the other, so that no server is left behind.
  let last = Promise.resolve();
  const restart = async (): Promise<void> => await (last = last.then(startAnew, startAnew));
  const panel = createMatrixPanel(truce);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    output,
    panel,
    registerCommand("truce.showMatrix", () => panel.show()),
    registerCommand("truce.restartServer", restart),
    registerCommand("truce.showOutput", () => output.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("truce.path") || change.affectsConfiguration("truce.node"))
        await restart();
    }),
  );
  await restart();
}

/** Called by VS Code before it ends. */
export async function deactivate(): Promise<void> {
  await stop();
}

async function stop(): Promise<void> {
  // A server that has not started, or has crashed, cannot be stopped: then there is nothing to do.
  await client?.dispose().catch(() => {});
  client = undefined;
}

/** The command line of the command that the workspace uses. */
function truceCommand(
  { extensionUri }: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
  args: readonly string[],
): ReturnType<Truce> {
  const settings = vscode.workspace.getConfiguration("truce");
  const found = findTruce({
    setting: settings.get("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    isTrusted: vscode.workspace.isTrusted,
    bundled: vscode.Uri.joinPath(extensionUri, "dist/truce/dist/bin/truce.js").fsPath,
  });
  if ("problem" in found) {
    output.error(found.problem);
    return found;
  }
  output.info(`truce ${args.join(" ")}: ${found.path} (of the ${found.from})`);
  return commandLineOf(found.path, args, { setting: settings.get("node", ""), ofEditor: process.execPath });
}
