/** Which project a file belongs to, over all folders of the workspace. */

import { dirname, join } from "node:path";
import {
  folderOfTruceJson,
  InvalidSettingsError,
  projectPath,
  readTruceJson,
  TRUCE_JSON,
  type ConfiguredProject,
} from "@truce/rules-dsl/node";
import { once } from "./once.ts";
import { openProject, type Project, type ProjectSettings } from "./project.ts";
import type { SettingsProblem } from "./snapshot.ts";

export interface Workspace {
  /** The folders of the workspace, as absolute paths. */
  readonly setFolders: (folders: readonly string[]) => void;
  /** Says that lists of events that are modules may not run, because the workspace is not trusted. */
  readonly forbidModules: () => void;
  /**
   * The project of a rule file or test file: that of the nearest `truce.json` that contains it, or else the workspace folder
   * around it. A file that belongs to none is a project of its own.
   */
  readonly projectOf: (path: string) => Promise<Project>;
  /**
   * The projects that the workspace folders have by `truce.json`, and those of files asked for so far. A project outside of
   * the workspace ends with its last open file.
   */
  readonly projects: () => Promise<readonly Project[]>;
  /** The projects asked for so far. */
  readonly known: () => readonly Project[];
  /** The problems of each `truce.json` read so far, by its path. */
  readonly problems: () => ReadonlyMap<string, readonly SettingsProblem[]>;
  /** To call when a `truce.json` may have changed, or the folders of the workspace. */
  readonly settingsChanged: () => void;
}

/** @param openTexts - The texts that are open in the editor, by absolute path. */
export function createWorkspace(openTexts: () => ReadonlyMap<string, string>): Workspace {
  const projects = new Map<string, Project>();
  const problems = new Map<string, readonly SettingsProblem[]>();
  const configured = new Map<string, Promise<readonly ConfiguredProject[] | null>>();
  const nearest = new Map<string, Promise<string | null>>();
  /** Workspace folders without a `truce.json` of which a file was asked for. */
  const asked = new Set<string>();
  let folders: readonly string[] = [];
  let runsModules = true;

  const project = (chosen: Omit<ProjectSettings, "runsModules">): Project => {
    const settings = { ...chosen, runsModules };
    const key = JSON.stringify(settings);
    let known = projects.get(key);
    if (!known) projects.set(key, (known = openProject(settings, openTexts)));
    return known;
  };
  /** Null if `truce.json` has mistakes. */
  const configuredIn = async (folder: string): Promise<readonly ConfiguredProject[] | null> =>
    await once(configured, folder, async () => {
      try {
        const found = await readTruceJson(folder);
        problems.delete(join(folder, TRUCE_JSON));
        return found;
      } catch (error) {
        if (!(error instanceof InvalidSettingsError)) throw error;
        problems.set(join(folder, TRUCE_JSON), problemsOf(folder, error));
        return null;
      }
    });
  const folderOf = async (folder: string): Promise<string | null> =>
    await once(nearest, folder, async () => await folderOfTruceJson(folder));
  const around = (path: string): string | undefined =>
    folders
      .filter((folder) => projectPath(folder, path) !== null)
      .toSorted((one, other) => other.length - one.length)[0];
  const isInWorkspace = (root: string): boolean =>
    folders.some((folder) => projectPath(root, folder) !== null || projectPath(folder, root) !== null);
  const isWanted = ({ root, only }: Project): boolean => {
    const open = [...openTexts().keys()];
    if (only !== null) return open.includes(only);
    return isInWorkspace(root) || open.some((path) => projectPath(root, path) !== null);
  };
  /** The folder of the `truce.json` that counts for a file. */
  const settingsFolder = async (path: string): Promise<string | null> => {
    const own = await folderOf(dirname(path));
    const outer = around(path);
    return own ?? (outer === undefined ? null : await folderOf(outer));
  };

  return {
    setFolders(all) {
      folders = all;
    },
    forbidModules() {
      runsModules = false;
    },
    async projectOf(path) {
      const alone = { root: dirname(path), events: null, only: path };
      const folder = await settingsFolder(path);
      if (folder === null) {
        const root = around(path);
        if (root === undefined) return project(alone);
        asked.add(root);
        return project(wholeFolder(root));
      }
      const found = (await configuredIn(folder))?.find(
        ({ root }) => projectPath(join(folder, root), path) !== null,
      );
      if (found === undefined || found.rules !== undefined) return project({ ...alone, root: folder });
      return project(settingsOf(folder, found));
    },
    async projects() {
      for (const workspaceFolder of folders) {
        const folder = await folderOf(workspaceFolder);
        if (folder === null && asked.has(workspaceFolder)) project(wholeFolder(workspaceFolder));
        for (const found of folder === null ? [] : ((await configuredIn(folder)) ?? [])) {
          const settings = settingsOf(folder ?? "", found);
          if (isInWorkspace(settings.root) && found.rules === undefined) project(settings);
        }
      }
      for (const [key, known] of projects) if (!isWanted(known)) projects.delete(key);
      return [...projects.values()];
    },
    known: () => [...projects.values()],
    problems: () => problems,
    settingsChanged() {
      projects.clear();
      problems.clear();
      configured.clear();
      nearest.clear();
    },
  };
}

function wholeFolder(root: string): Omit<ProjectSettings, "runsModules"> {
  return { root, events: null, only: null };
}

function settingsOf(
  folder: string,
  { root, events }: ConfiguredProject,
): Omit<ProjectSettings, "runsModules"> {
  return { root: join(folder, root), events: events ?? null, only: null };
}

function problemsOf(folder: string, { problems }: InvalidSettingsError): readonly SettingsProblem[] {
  return problems.map(({ start, message }) => ({
    file: join(folder, TRUCE_JSON),
    line: start?.line ?? 1,
    column: start?.column ?? 1,
    message,
  }));
}
