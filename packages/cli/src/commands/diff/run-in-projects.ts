/** Runs a command in one project after the other, as if each had been named with `--root`, and joins what it prints. */

import type { Context } from "../../context.ts";
import { CLEAN, MISUSE, worse, type ExitStatus } from "../../exit-status.ts";
import { MisuseError } from "../../misuse-error.ts";
import { describeFailure } from "../../failure.ts";
import type { Output } from "../../io.ts";
import { printable } from "../../printable.ts";
import { jsonText } from "../../output/json-text.ts";
import { problemsIn } from "../../projects/in-every-project.ts";
import type { Project, Projects } from "../../projects/projects-for.ts";

/**
 * Runs the command. If there are several projects, the text of each has the project's path above it, and JSON becomes one
 * document: `{ "version": 1, "projects": [{ "root": ..., ... }] }`. A project that fails does not keep the others from
 * running, except that there is no JSON then. The run ends with the worst status.
 */
export async function runInProjects(
  { context, projects }: Projects,
  format: string,
  run: (project: Project) => Promise<void>,
): Promise<void> {
  const [only, ...others] = projects;
  if (only !== undefined && others.length === 0) return await run(only);
  const printed: (readonly [project: Project, text: string])[] = [];
  let worst: ExitStatus = CLEAN;
  for (const project of projects) {
    const { text, status } = await runAlone(project, run);
    printed.push([project, text]);
    worst = worse(worst, status);
  }
  context.io.stdout.write(joined(printed, format, context));
  context.end(worst);
}

/** One project: its diagnostics go to standard error, and what it prints is kept. */
async function runAlone(
  project: Project,
  run: (project: Project) => Promise<void>,
): Promise<{ readonly text: string; readonly status: ExitStatus }> {
  const { io, errorStyle } = project.context;
  let text = "";
  let status: ExitStatus = CLEAN;
  const stdout: Output = { ...io.stdout, write: (more) => void (text += more) };
  const stderr = withHeading(io.stderr, errorStyle("bold", `${printable(project.path)}:`));
  const context: Context = {
    ...project.context,
    io: { ...io, stdout, stderr },
    end: (ended) => {
      status = ended;
    },
  };
  try {
    await run({ ...project, context });
  } catch (error) {
    io.stderr.write(describeFailure(new MisuseError(...problemsIn(project, error))));
    return { text: "", status: MISUSE };
  }
  return { text, status };
}

/** An output that prints a heading before the first text. */
function withHeading(output: Output, heading: string): Output {
  let isNew = true;
  const write = (text: string): void => {
    if (text === "") return;
    output.write(isNew ? `${heading}\n${text}` : text);
    isNew = false;
  };
  return { ...output, write };
}

function joined(
  printed: readonly (readonly [project: Project, text: string])[],
  format: string,
  { style }: Context,
): string {
  if (format === "github") return printed.map(([, text]) => text).join("");
  if (format !== "json") {
    const parts = printed.filter(([, text]) => text !== "");
    return parts.map(([{ path }, text]) => `${style("bold", `${printable(path)}:`)}\n${text}`).join("\n");
  }
  if (printed.some(([, text]) => text === "")) return "";
  const projects = printed.map(([{ path }, text]) => ({ root: path, ...(JSON.parse(text) as object) }));
  return jsonText({ version: 1, projects });
}
