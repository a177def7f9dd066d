/** What the server knows while an editor is connected: open documents, and the projects that they belong to. */

import { statSync } from "node:fs";
import { basename, resolve, sep } from "node:path";
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { openRoot, projectPath, TRUCE_JSON } from "@truce/rules-dsl/node";
import { absolutePath } from "./features/diagnostics.ts";
import type { OpenFile } from "./features/place.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { placedText } from "./text/positions.ts";
import { pathOfUri, uriOfPath } from "./text/uris.ts";
import { TEST_FILE, type Project } from "./workspace/project.ts";
import { snapshotOf, type Snapshot } from "./workspace/snapshot.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

export interface Session {
  readonly workspace: Workspace;
  readonly publisher: Publisher;
  /** The addresses of the rule files that are open. */
  readonly ruleFiles: () => readonly string[];
  /** A rule file in its project. Null if it is not open, or is no rule file. */
  readonly fileOf: (uri: string) => Promise<OpenFile | null>;
  /** Null for a document that is not on disk. */
  readonly projectOf: (uri: string) => Promise<Project | null>;
  /** The address of a file of a project; for an open document, as the editor writes it. */
  readonly uriOf: (project: Pick<Snapshot, "root">, file: string) => string;
  /** To call when an open text has changed. */
  readonly textChanged: () => void;
  /** To call when files on disk have changed. Returns whether that matters. */
  readonly diskChanged: (uris: readonly string[]) => boolean;
}

export function createSession(connection: Connection, documents: TextDocuments<TextDocument>): Session {
  const openUris = (): ReadonlyMap<string, string> =>
    new Map(
      documents.all().flatMap(({ uri }) => {
        const path = pathOfUri(uri);
        return path === null ? [] : [[path, uri] as const];
      }),
    );
  const openTexts = (): ReadonlyMap<string, string> =>
    new Map([...openUris()].map(([path, uri]) => [path, documents.get(uri)?.getText() ?? ""]));
  const workspace = createWorkspace(openTexts);
  const publisher = createPublisher((uri, diagnostics) => {
    void connection.sendDiagnostics({ uri, diagnostics });
  });
  const uriOf: Session["uriOf"] = (project, file) => {
    const path = absolutePath(project, file);
    return openUris().get(path) ?? uriOfPath(path);
  };
  const projectOf = async (uri: string): Promise<Project | null> => {
    const path = pathOfUri(uri);
    return path === null ? null : await workspace.projectOf(path);
  };
  return {
    ...{ workspace, publisher, uriOf, projectOf },
    ruleFiles: () => documents.all().flatMap((document) => (isRuleFile(document) ? document.uri : [])),
    async fileOf(uri) {
      const document = documents.get(uri);
      if (!document || !isRuleFile(document)) return null;
      const snapshot = await (await projectOf(uri))?.snapshot();
      const file = snapshot && (await nameIn(snapshot, pathOfUri(uri)));
      const text = document.getText();
      const placed = typeof file === "string" ? snapshot?.textOf(file) : undefined;
      if (!snapshot || typeof file !== "string" || placed?.text !== text) return aloneFile(uri, text);
      return { snapshot, file, placed, uriOf: (other) => uriOf(snapshot, other) };
    },
    textChanged() {
      for (const project of workspace.known()) project.textChanged();
    },
    diskChanged(uris) {
      const paths = uris.flatMap((uri) => pathOfUri(uri) ?? []);
      const isFolder = someFolder(paths, publisher);
      if (!isFolder && !paths.some((path) => matters(path, workspace))) return false;
      // A folder can bring a `truce.json`, or take one along.
      if (isFolder || paths.some((path) => basename(path) === TRUCE_JSON)) workspace.settingsChanged();
      for (const project of workspace.known()) project.diskChanged();
      return true;
    },
  };
}

function isRuleFile({ uri, languageId }: TextDocument): boolean {
  return !uri.endsWith(TEST_FILE) && (uri.endsWith(".conflicts") || languageId === "conflicts");
}

/** A document that is not on disk, or that is no file of the project around it: a project of its own. */
function aloneFile(uri: string, text: string): OpenFile {
  const file = basename(uri);
  const snapshot = snapshotOf(null, { files: [{ file, text }], checkOptions: {} });
  return { snapshot, file, placed: placedText(text), uriOf: () => uri };
}

/** Editors report every JSON file and every module, because any of them can be a list of events. */
function matters(path: string, workspace: Workspace): boolean {
  if (basename(path) === TRUCE_JSON || path.endsWith(".conflicts") || path.endsWith(TEST_FILE)) return true;
  return workspace.known().some(({ root, events }) => events !== null && resolve(root, events) === path);
}

/** Whether a path is a folder, or was one with files that the editor shows problems of. */
function someFolder(paths: readonly string[], { uris }: Publisher): boolean {
  const shown = uris().flatMap((uri) => pathOfUri(uri) ?? []);
  return paths.some(
    (path) =>
      shown.some((file) => file.startsWith(path + sep)) ||
      statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  );
}

/** The name of a path in a project. Null if the path is outside. */
async function nameIn({ root }: Snapshot, path: string | null): Promise<string | null> {
  if (root === null || path === null) return null;
  const name = projectPath(root, path);
  if (name !== null) return name;
  // The root can be named by a symbolic link, and the file without it.
  return await openRoot(root).then(
    ({ root: real }) => projectPath(real, path),
    () => null,
  );
}
