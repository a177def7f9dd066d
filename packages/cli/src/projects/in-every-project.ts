/** Does the same work in every project, or says which projects it could not be done in. */

import { problemsOf } from "../failure.ts";
import { MisuseError } from "../misuse-error.ts";
import type { Project, Projects } from "./projects-for.ts";

/**
 * What the work gives for each project, in their order.
 *
 * @throws MisuseError with the problems of all projects, each with the path of its project. A partial result would look
 * complete, so there is none.
 */
export async function inEveryProject<Result>(
  { projects }: Projects,
  work: (project: Project) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const problems: string[] = [];
  for (const project of projects) {
    try {
      results.push(await work(project));
    } catch (error) {
      problems.push(...problemsIn(project, error));
    }
  }
  const [first, ...others] = problems;
  if (first !== undefined) throw new MisuseError(first, ...others);
  return results;
}

/** The problems behind an error, with the path of the project if there are several. Any other error is thrown again. */
export function problemsIn({ path }: Project, error: unknown): readonly [string, ...string[]] {
  const problems = problemsOf(error);
  if (problems === null) throw error;
  const place = path === "." ? "" : `${path}: `;
  const [first, ...others] = problems;
  return [place + first, ...others.map((problem) => place + problem)];
}
