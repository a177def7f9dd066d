/** Shows the matrices of the active file's project beside the editor, and draws them again when a rule file is saved. */

import * as vscode from "vscode";
import { drawMatrices, type Truce } from "./draw-matrices.ts";
import { matrixFolder } from "./matrix-folder.ts";
import { matrixPage } from "./matrix-page.ts";

export interface MatrixPanel extends vscode.Disposable {
  /** Shows the matrices of the project of the active file. */
  show(): Promise<void>;
}

export function createMatrixPanel(truce: Truce): MatrixPanel {
  let panel: vscode.WebviewPanel | undefined;
  let folder: string | undefined;
  let round = 0;

  const draw = async (): Promise<void> => {
    if (folder === undefined || panel === undefined) return;
    const current = ++round;
    const page = matrixPage(await drawMatrices(truce, folder));
    // In the meantime, it may have been closed, or drawn again.
    if (panel !== undefined && current === round) panel.webview.html = page;
  };

  const onSave = vscode.workspace.onDidSaveTextDocument(async ({ languageId }) => {
    if (languageId === "conflicts") await draw();
  });

  return {
    show: async () => {
      if (!vscode.workspace.isTrusted) {
        await vscode.window.showInformationMessage(UNTRUSTED);
        return;
      }
      folder = folderOfActiveFile();
      if (folder === undefined) {
        await vscode.window.showInformationMessage("Open a .conflicts file or a folder first.");
        return;
      }
      if (panel === undefined) {
        panel = vscode.window.createWebviewPanel(
          "truce.matrix",
          "What Conflicts with What",
          { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
          { enableScripts: false, localResourceRoots: [] },
        );
        panel.onDidDispose(() => (panel = undefined));
      } else {
        panel.reveal(undefined, true);
      }
      await draw();
    },
    dispose: () => {
      onSave.dispose();
      panel?.dispose();
    },
  };
}

/** Rules can be a module, which the command would run. */
const UNTRUSTED =
  "The picture needs a workspace that you trust, because a project can have its rules in a program.";

function folderOfActiveFile(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== "file") return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  return matrixFolder(uri.fsPath, workspaceFolder ?? vscode.Uri.joinPath(uri, "..").fsPath);
}
