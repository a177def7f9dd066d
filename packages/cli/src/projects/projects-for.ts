/** Chooses the projects that a command is about. */

import { join } from "node:path";
import {
  folderOfTruceJson,
  isModule,
  projectPath,
  readTruceJson,
  TRUCE_JSON,
  type ConfiguredProject,
} from "@truce/rules-dsl/node";
import type { Context } from "../base/context.ts";
import { MisuseError } from "../base/failure.ts";
import { quoted } from "../output/words.ts";

/** A project and its options. */
export interface Project {
  /** The root of the project, from the folder of `truce.json`. `.` if there is only one project. */
  readonly path: string;
  /** Its `root` is the root of the project. */
  readonly context: Context;
  readonly events?: string | undefined;
  readonly out?: string | undefined;
  /** The module with the rules, from the root. Without it, the rules are in `.conflicts` files. */
  readonly rules?: string | undefined;
}

export interface Projects {
  /** For a report on all projects. Its `root` is the folder of `truce.json`, or the root of the project if there is only one. */
  readonly context: Context;
  /** At least one. */
  readonly projects: readonly Project[];
}

/** Options of the command line that override those of `truce.json`. */
export type ProjectOptions = Partial<Pick<Project, "events" | "out">>;

/**
 * The projects that a command line is about:
 *
 * - With `--root`, or with files and without `--project`, the root is the only project, and `truce.json` is not read.
 * - `--project` chooses one project of `truce.json`.
 * - Otherwise it is the project that contains the working folder, or all projects below the working folder.
 * - If there is no `truce.json`, the working folder is the project.
 *
 * @throws InvalidSettingsError if `truce.json` has errors, and MisuseError if it does not have such a project.
 */
export async function projectsFor(
  context: Context,
  patterns: readonly string[],
  options: ProjectOptions = {},
): Promise<Projects> {
  if (context.isRootGiven && context.project !== null)
    throw new MisuseError(
      "--root and --project cannot be used together: --project names a project of truce.json",
    );
  const alone = { context, projects: [{ path: ".", context, ...options }] };
  if (context.isRootGiven || (context.project === null && patterns.length > 0)) return alone;
  const folder = await folderOfTruceJson(context.io.cwd);
  if (folder === null) {
    if (context.project === null) return alone;
    throw new MisuseError(`--project needs a ${TRUCE_JSON} in this folder or above it`);
  }
  const chosen = choose(await readTruceJson(folder), folder, context);
  const [only, ...others] = chosen.map(({ root, ...settings }) => ({
    path: root,
    context: { ...context, root: join(folder, root) },
    ...settings,
    ...(options.events !== undefined && { events: options.events }),
    ...(options.out !== undefined && { out: options.out }),
  }));
  if (only === undefined) throw new MisuseError(noneHere(folder, context));
  if (others.length === 0) return { context: only.context, projects: [{ ...only, path: "." }] };
  for (const option of ["events", "out"] as const) {
    if (options[option] !== undefined)
      throw new MisuseError(
        `--${option} is for one project: choose one with --project, or write '${option}' in ${TRUCE_JSON}`,
      );
  }
  return { context: { ...context, root: folder }, projects: [only, ...others] };
}

/**
 * The project of a command that works on one project only.
 *
 * @throws MisuseError if there are several.
 */
export async function projectFor(context: Context, patterns: readonly string[]): Promise<Project> {
  const { projects } = await projectsFor(context, patterns);
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return only;
  const names = quoted(projects.map(({ path }) => path));
  throw new MisuseError(`${TRUCE_JSON} has several projects: choose one with --project: ${names}`);
}

/**
 * The projects of a command that works on the text of `.conflicts` files. If there are several, those with a module are left
 * out.
 *
 * @throws MisuseError if a pattern names a module, or if no other project is left.
 */
export function withoutModules({ context, projects }: Projects, patterns: readonly string[]): Projects {
  const left = projects.filter(({ rules }) => rules === undefined);
  const module = patterns.find(isModule) ?? (left.length === 0 ? projects[0]?.rules : undefined);
  if (module === undefined) return { context, projects: left };
  throw new MisuseError(`'${module}' is a module, and this command is only for .conflicts files`);
}

/** Names and patterns of files, for a command that treats all projects as one. */
export function patternsOf({ projects }: Projects, patterns: readonly string[]): readonly string[] {
  return projects.some(({ path }) => path !== ".") ? projects.map(({ path }) => path) : patterns;
}

function choose(
  projects: readonly ConfiguredProject[],
  folder: string,
  { project, io }: Context,
): readonly ConfiguredProject[] {
  if (project !== null) {
    const path = projectPath(folder, project);
    const found = projects.filter(({ root }) => root === path);
    if (found.length > 0) return found;
    const names = quoted(projects.map(({ root }) => root));
    throw new MisuseError(`${TRUCE_JSON} has no project '${project}': it has ${names}`);
  }
  const around = projects.filter(({ root }) => projectPath(join(folder, root), io.cwd) !== null);
  if (around.length > 0) return around;
  return projects.filter(({ root }) => projectPath(io.cwd, join(folder, root)) !== null);
}

function noneHere(folder: string, { io }: Context): string {
  const here = projectPath(folder, io.cwd) ?? io.cwd;
  return `no project of ${TRUCE_JSON} contains '${here}' or is inside it: add one, or use --root`;
}
