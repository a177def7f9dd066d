/** What the server knows while an editor is connected: open documents, projects, and what it has shown. */

import { basename, resolve } from "node:path";
import type { Connection, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { openRoot, projectPath, TRUCE_JSON } from "@truce/rules-dsl/node";
import { absolutePath, diagnosticsByFile, settingsDiagnostic } from "./features/diagnostics.ts";
import type { OpenFile } from "./features/place.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { placedText } from "./text/positions.ts";
import { pathOfUri, uriOfPath } from "./text/uris.ts";
import { TEST_FILE, type Project } from "./workspace/project.ts";
import { snapshotOf, type Snapshot } from "./workspace/snapshot.ts";
import { createWorkspace, type Workspace } from "./workspace/workspace.ts";

/** Typing goes on for this long before problems are looked for. */
const PAUSE_MS = 80;

export interface Session {
  readonly workspace: Workspace;
  readonly publisher: Publisher;
  /** The document in its project. Null if it is not open, or is no rule file. */
  readonly fileOf: (uri: string) => Promise<OpenFile | null>;
  readonly projectOf: (uri: string) => Promise<Project | null>;
  /** The address of a path; for an open document, as the editor writes it. */
  readonly uriOf: (path: string) => string;
  /** Looks for problems after a pause. A further call within the pause takes the place of this one. */
  readonly refresh: () => void;
  /** To call when files on disk have changed. */
  readonly diskChanged: (uris: readonly string[]) => void;
  /** To call when a document was opened or its text has changed. */
  readonly textChanged: (uri: string) => void;
  readonly settingsChanged: () => void;
  readonly end: () => void;
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
  const uriOf = (path: string): string => openUris().get(path) ?? uriOfPath(path);
  const uriIn =
    (snapshot: Snapshot) =>
    (file: string): string =>
      uriOf(absolutePath(snapshot, file));

  const projectOf = async (uri: string): Promise<Project | null> => {
    const path = pathOfUri(uri);
    return path === null ? null : await workspace.projectOf(path);
  };
  const fileOf = async (uri: string): Promise<OpenFile | null> => {
    const document = documents.get(uri);
    if (!document || !isRuleFile(document)) return null;
    const project = await projectOf(uri);
    const text = document.getText();
    const snapshot = (await project?.snapshot()) ?? null;
    const name = snapshot === null ? null : await nameIn(snapshot, pathOfUri(uri));
    const placed = snapshot !== null && name !== null ? snapshot.textOf(name) : undefined;
    if (snapshot !== null && name !== null && placed?.text === text)
      return { snapshot, file: name, placed, uriOf: uriIn(snapshot) };
    // Not on disk, or under another name there: a project of its own.
    const file = basename(uri);
    const alone = snapshotOf(null, { files: [{ file, text }], checkOptions: {} });
    return { snapshot: alone, file, placed: placedText(text), uriOf: () => uri };
  };

  let timer: NodeJS.Timeout | null = null;
  let round = 0;
  let isEnded = false;
  const check = async (): Promise<void> => {
    const current = (round += 1);
    const projects = new Map<string, Project>();
    for (const document of documents.all().filter(isRuleFile)) {
      const project = await projectOf(document.uri);
      if (project) projects.set(project.key, project);
    }
    for (const project of await workspace.projects()) projects.set(project.key, project);
    // INVARIANT: a superseded round shows nothing, so what is shown is never older than what was shown before.
    for (const [key, project] of projects) {
      const snapshot = await project.snapshot();
      if (current !== round) return;
      const byFile = diagnosticsByFile(snapshot, uriIn(snapshot));
      publisher.replace(key, new Map([...byFile].map(([file, found]) => [uriIn(snapshot)(file), found])));
    }
    if (current !== round) return;
    for (const document of documents.all().filter(isRuleFile)) {
      if (pathOfUri(document.uri) !== null) continue;
      const open = await fileOf(document.uri);
      if (open) publisher.replace(document.uri, diagnosticsByUri(open, document.uri));
    }
    const problems = [...workspace.problems()].map(
      ([file, found]) => [uriOf(file), found.map(settingsDiagnostic)] as const,
    );
    publisher.replace(TRUCE_JSON, new Map(problems));
    const known = new Set([...projects.keys(), TRUCE_JSON, CASES, ...documents.keys()]);
    for (const origin of publisher.origins()) if (!known.has(origin)) publisher.remove(origin);
  };
  const refresh = (): void => {
    if (timer !== null) clearTimeout(timer);
    round += 1;
    if (isEnded) return;
    timer = setTimeout(() => {
      check().catch((error: unknown) => {
        if (!isEnded) connection.console.error(String(error));
      });
    }, PAUSE_MS);
  };

  /** Editors report every JSON file and every module, because any of them can be a list of events. */
  const matters = (uri: string): boolean => {
    if (/(\/truce\.json|\.conflicts|\.conflicts\.test\.yaml)$/.test(uri)) return true;
    const path = pathOfUri(uri);
    return workspace.known().some(({ root, events }) => events !== null && resolve(root, events) === path);
  };
  return {
    ...{ workspace, publisher, fileOf, projectOf, uriOf, refresh },
    diskChanged(uris) {
      if (!uris.some(matters)) return;
      if (uris.some((uri) => uri.endsWith(`/${TRUCE_JSON}`))) workspace.settingsChanged();
      for (const project of workspace.known()) project.diskChanged();
      refresh();
    },
    textChanged() {
      for (const project of workspace.known()) project.textChanged();
      refresh();
    },
    settingsChanged() {
      workspace.settingsChanged();
      refresh();
    },
    end() {
      isEnded = true;
      round += 1;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The origin of the diagnostics of cases. */
export const CASES = "cases";

function isRuleFile({ uri, languageId }: TextDocument): boolean {
  return !uri.endsWith(TEST_FILE) && (uri.endsWith(".conflicts") || languageId === "conflicts");
}

function diagnosticsByUri({ snapshot }: OpenFile, uri: string): ReturnType<typeof diagnosticsByFile> {
  return new Map([[uri, [...diagnosticsByFile(snapshot, () => uri).values()].flat()]]);
}

/** The name of a path in a project. */
async function nameIn({ root }: Snapshot, path: string | null): Promise<string | null> {
  if (root === null || path === null) return null;
  const name = projectPath(root, path);
  if (name !== null) return name;
  return await openRoot(root).then(
    ({ root: real }) => projectPath(real, path),
    () => null,
  );
}
