/** The projects that a command is about. */

import { join } from "node:path";
import { projectPath } from "@truce/rules-dsl/node";
import type { Context } from "../context.ts";
import { MisuseError } from "../misuse-error.ts";
import { folderOfTruceJson, TRUCE_JSON } from "./find-truce-json.ts";
import { readTruceJson, type ConfiguredProject } from "./truce-json.ts";

/** A project, and the options that it has. */
export interface Project {
  /** From the root of all projects together; `.` if there is one project. */
  readonly path: string;
  /** Its root is that of the project. */
  readonly context: Context;
  readonly events?: string | undefined;
  readonly out?: string | undefined;
}

/** At least one project. */
export interface Projects {
  /** For a report on all of them. Its root is the folder of `truce.json`; if there is one project, that of the project. */
  readonly context: Context;
  readonly projects: readonly Project[];
}

/** Options of a command line that come before those of `truce.json`. */
export type ProjectOptions = Partial<Pick<Project, "events" | "out">>;

/**
 * The projects of a command line. `--root` names one, and so do files without `--project`: `truce.json` is not read then.
 * Otherwise `--project` chooses one project of `truce.json`. Without it these are the project that the working folder is
 * in, or all projects below that folder. Without a `truce.json` the working folder is the project.
 *
 * @throws MisuseError if `truce.json` is wrong, or does not have such a project.
 */
export async function projectsFor(
  context: Context,
  patterns: readonly string[],
  options: ProjectOptions = {},
): Promise<Projects> {
  if (context.isRootGiven && context.project !== null)
    throw new MisuseError(
      "--root and --project exclude each other: --project is for a project of truce.json",
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
        `--${option} is for one project: choose it with --project, or write it in ${TRUCE_JSON}`,
      );
  }
  return { context: { ...context, root: folder }, projects: [only, ...others] };
}

/**
 * The only project, for a command that shows one.
 *
 * @throws MisuseError if there are several.
 */
export async function projectFor(context: Context, patterns: readonly string[]): Promise<Project> {
  const { projects } = await projectsFor(context, patterns);
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return only;
  const names = projects.map(({ path }) => `'${path}'`).join(", ");
  throw new MisuseError(`${TRUCE_JSON} has several projects: choose one with --project: ${names}`);
}

/** The files of all projects, for a command that treats them as one: those that the command line names, or all. */
export function patternsOf({ projects }: Projects, patterns: readonly string[]): readonly string[] {
  return projects.length > 1 ? projects.map(({ path }) => path) : patterns;
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
    const names = projects.map(({ root }) => `'${root}'`).join(", ");
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
