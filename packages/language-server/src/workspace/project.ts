/** A project that is open in an editor. */

import { resolve } from "node:path";
import type { CheckOptions, SourceFile } from "@truce/rules-dsl";
import {
  InvalidSettingsError,
  isModule,
  loadProjectFrom,
  loadTexts,
  openRoot,
  projectPath,
  readEventList,
  UnreadableFilesError,
  type OpenRoot,
} from "@truce/rules-dsl/node";
import { editorSource, type EditorSource } from "./editor-source.ts";
import { snapshotOf, type SettingsProblem, type Snapshot } from "./snapshot.ts";

/** Which files a project has. */
export interface ProjectSettings {
  /** The absolute path of its root. */
  readonly root: string;
  /** The list of events, from the root. */
  readonly events: string | null;
  /** The only file of the project; null for all files below the root. */
  readonly only: string | null;
  /** Whether a list of events that is a module may run. If it may not, the events are unknown. */
  readonly runsModules: boolean;
}

export interface Project extends ProjectSettings {
  /** Identifies the project. */
  readonly key: string;
  /** The project as it is now. Never rejects because of the state of the files. */
  readonly snapshot: () => Promise<Snapshot>;
  /** Rule files as a test file names them, with all that they import. */
  readonly filesNamed: (patterns: readonly string[]) => Promise<Snapshot>;
  /** The test files of the project. What is open counts before what is on disk. */
  readonly testFiles: () => Promise<readonly SourceFile[]>;
  /** To call when an open text has changed. */
  readonly textChanged: () => void;
  /** To call when a file on disk may have changed. */
  readonly diskChanged: () => void;
}

/** The end of the names of files with cases. */
export const TEST_FILE = ".conflicts.test.yaml";

/**
 * Opens a project.
 *
 * @param openTexts - The texts that are open in the editor, by absolute path.
 */
export function openProject(
  settings: ProjectSettings,
  openTexts: () => ReadonlyMap<string, string>,
): Project {
  const { root, only } = settings;
  const events = isForbidden(settings) ? null : settings.events;
  let opened: Promise<Opened> | null = null;
  let current: Promise<Snapshot> | null = null;
  const openTextsHere = (): ReadonlyMap<string, string> =>
    new Map(
      [...openTexts()].flatMap(([path, text]) => {
        const file = projectPath(root, path);
        return file === null ? [] : [[file, text] as const];
      }),
    );
  const open = async (): Promise<Opened> => {
    opened ??= openRoot(root).then(({ root: real, source }) => ({
      real,
      source: editorSource(source, openTextsHere),
    }));
    return await opened;
  };
  /** The sources of the last snapshot: those that have not changed need not be parsed again. */
  const before = new Map<string, SourceFile>();
  const kept = (sources: readonly SourceFile[]): readonly SourceFile[] =>
    sources.map((source) => {
      const known = before.get(source.file);
      return known?.text === source.text ? known : source;
    });
  const load = async (patterns: readonly string[], options: CheckOptions): Promise<Snapshot> => {
    try {
      const { real, source } = await open();
      const { unreadable, ...loaded } = await loadProjectFrom(source, patterns, { root: real });
      const [files, imports] = [kept(loaded.files), kept(loaded.imports)];
      for (const one of [...files, ...imports]) before.set(one.file, one);
      return snapshotOf(root, { files, checkOptions: { ...options, imports, unreadable } });
    } catch (error) {
      return withProblems(root, error, openTextsHere());
    }
  };
  return {
    ...settings,
    key: JSON.stringify([root, events, only]),
    snapshot: async () =>
      await (current ??= (async () => {
        try {
          const options = events === null ? {} : await readEventList(root, events);
          return await load([only ?? "."], options);
        } catch (error) {
          return withProblems(root, error, openTextsHere(), events);
        }
      })()),
    filesNamed: async (patterns) => await load(patterns, {}),
    testFiles: async () => {
      const known = openTextsHere();
      const onDisk = await loadTexts([], { root, ending: TEST_FILE }).catch(() => []);
      return onDisk.map(({ file, text }) => ({ file, text: known.get(file) ?? text }));
    },
    textChanged() {
      current = null;
    },
    diskChanged() {
      current = null;
      void opened?.then(({ source }) => source.forget()).catch(() => {});
      opened = null;
      before.clear();
    },
  };
}

function isForbidden({ events, runsModules }: ProjectSettings): boolean {
  return events !== null && isModule(events) && !runsModules;
}

interface Opened {
  readonly real: OpenRoot["root"];
  readonly source: EditorSource;
}

/** A project that cannot be read. What is open in the editor can still be formatted, completed and so on. */
function withProblems(
  root: string,
  error: unknown,
  open: ReadonlyMap<string, string>,
  events: string | null = null,
): Snapshot {
  const files = [...open].flatMap(([file, text]) => (file.endsWith(".conflicts") ? [{ file, text }] : []));
  return snapshotOf(root, { files, checkOptions: {}, problems: problemsOf(root, error, events) });
}

function problemsOf(root: string, error: unknown, events: string | null): readonly SettingsProblem[] {
  if (error instanceof UnreadableFilesError)
    return error.files.map(({ file, why }) => ({
      ...{ file, line: 1, column: 1 },
      message: `'${file}' ${why}`,
    }));
  if (error instanceof InvalidSettingsError && events !== null)
    return error.lines.map((message) => ({ file: resolve(root, events), line: 1, column: 1, message }));
  throw error;
}
