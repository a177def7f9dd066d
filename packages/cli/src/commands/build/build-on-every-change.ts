/** `truce build --watch`: builds, waits for a change, and builds again. */

import { realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { printable } from "../../printable.ts";
import { problemsIn } from "../../projects/in-every-project.ts";
import type { Project, Projects } from "../../projects/projects-for.ts";
import { attemptBuild, writeModule, type Attempt, type BuildFiles } from "./build-project.ts";
import { watchFolders } from "./watch-folders.ts";

/**
 * Builds the modules of these projects until the user interrupts the run. Errors are printed, and the module stays as it
 * was. A change that makes no difference prints nothing.
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
      // INVARIANT: everything is watched before it is read. A change after that is seen, and leads to another turn.
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

/** The list of event types may be outside the root, or a link to another folder. */
async function foldersOfEvents({ context, events }: Project): Promise<readonly string[]> {
  if (events === undefined) return [];
  const path = resolve(context.root, events);
  return [dirname(path), dirname(await realpath(path).catch(() => path))];
}

async function rebuild(project: Project, files: BuildFiles, last: Map<Project, string>): Promise<void> {
  const { stdout, stderr } = project.context.io;
  const { module, messages } = await attempt(project, () => attemptBuild(project, files));
  const isNew = last.get(project) !== messages + module;
  last.set(project, messages + module);
  if (isNew) stderr.write(messages);
  if (module === null || project.out === undefined) return;
  const { out } = project;
  const written = await attempt(project, async () => ({
    module: (await writeModule(project, out, module)).text,
    messages: "",
  }));
  // The module may have been removed or damaged: then it is written again.
  const isOld = !isNew && written.module?.endsWith(" is up to date\n");
  if (!isOld) stdout.write(written.module ?? "");
  stderr.write(written.messages);
}

/** An attempt whose failure is a message: the next change may mend it. */
async function attempt(project: Project, work: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await work();
  } catch (error) {
    const lines = problemsIn(project, error).map((problem) => `truce: ${printable(problem)}\n`);
    return { module: null, messages: lines.join("") };
  }
}
