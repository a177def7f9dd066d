/** `truce build --watch`: builds, waits for a change, and builds again. */

import { realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { printable } from "../../base/printable.ts";
import { problemsIn } from "../../projects/problems-in.ts";
import type { Project, Projects } from "../../projects/projects-for.ts";
import { attemptBuild, writeModule, type Attempt, type BuildFiles } from "./build-project.ts";
import { watchFolders } from "./watch-folders.ts";

/**
 * Builds the modules of these projects after each change, until the user interrupts the run. Errors are printed, and the
 * module stays as it was. If the result is the same as before, nothing is printed.
 *
 * @throws MisuseError if the root of a project cannot be watched.
 */
export async function buildOnEveryChange({ context, projects }: Projects, files: BuildFiles): Promise<void> {
  const interrupted = context.io.interrupted();
  const last = new Map<Project, string>();
  const roots = projects.map((project) => project.context.root);
  const watch = watchFolders(roots, (await Promise.all(projects.map(foldersOfEvents))).flat());
  let isFirst = true;
  try {
    do {
      // INVARIANT: files are watched before they are read, so a change during the build starts another build.
      await watch.update();
      for (const project of projects) await rebuild(project, files, last);
      if (isFirst) context.io.stdout.write("watching for changes: press Ctrl+C to stop\n");
      isFirst = false;
    } while (
      (await Promise.race([watch.changed(), interrupted.then(() => "interrupted")])) !== "interrupted"
    );
  } finally {
    watch.close();
  }
}

/** The folders of the event list, which may be outside the root, or a link to another folder. */
async function foldersOfEvents({ context, events }: Project): Promise<readonly string[]> {
  if (events === undefined) return [];
  const path = resolve(context.root, events);
  return [dirname(path), dirname(await realpath(path).catch(() => path))];
}

async function rebuild(project: Project, files: BuildFiles, last: Map<Project, string>): Promise<void> {
  const { stdout, stderr } = project.context.io;
  const { module, messages } = await attempt(project, files);
  const isNew = last.get(project) !== messages + module;
  last.set(project, messages + module);
  if (isNew) stderr.write(messages);
  if (module === null || project.out === undefined) return;
  try {
    // A module that was removed or changed is written again even if the rules are the same.
    const { text, isWritten } = await writeModule(project, project.out, module);
    if (isNew || isWritten) stdout.write(text);
  } catch (error) {
    stderr.write(messagesOf(project, error));
  }
}

/** Turns a failure into a message: the next change may correct it. */
async function attempt(project: Project, files: BuildFiles): Promise<Attempt> {
  try {
    return await attemptBuild(project, files);
  } catch (error) {
    return { module: null, messages: messagesOf(project, error) };
  }
}

function messagesOf(project: Project, error: unknown): string {
  return problemsIn(project, error)
    .map((problem) => `truce: ${printable(problem)}\n`)
    .join("");
}
