/** Runs a command in one project after the other, and joins the outputs. */

import type { Context } from "../../base/context.ts";
import { CLEAN, MISUSE, worse, type ExitStatus } from "../../base/exit-status.ts";
import { describeFailure, MisuseError } from "../../base/failure.ts";
import type { Output } from "../../base/io.ts";
import { jsonText } from "../../output/json-text.ts";
import { printable } from "../../base/printable.ts";
import { problemsIn } from "../../projects/problems-in.ts";
import type { Project, Projects } from "../../projects/projects-for.ts";

/**
 * Runs a command in each project, and returns the worst status. If there are several projects, the path of the project is
 * printed above its text, and JSON becomes one document: `{ "version": 1, "projects": [{ "root": ..., ... }] }`. If a project
 * fails, the others are still run, but no JSON is printed.
 */
export async function runInProjects(
  { context, projects }: Projects,
  format: string,
  run: (project: Project) => Promise<ExitStatus>,
): Promise<ExitStatus> {
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
  return worst;
}

/** Runs the command in one project. Its standard output is kept. */
async function runAlone(
  project: Project,
  run: (project: Project) => Promise<ExitStatus>,
): Promise<{ readonly text: string; readonly status: ExitStatus }> {
  const { io, errorStyle } = project.context;
  let text = "";
  const stdout: Output = { ...io.stdout, write: (more) => void (text += more) };
  const stderr = withHeading(io.stderr, errorStyle("bold", `${printable(project.path)}:`));
  const context: Context = { ...project.context, io: { ...io, stdout, stderr } };
  try {
    const status = await run({ ...project, context });
    return { text, status };
  } catch (error) {
    io.stderr.write(describeFailure(new MisuseError(...problemsIn(project, error))));
    return { text: "", status: MISUSE };
  }
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
