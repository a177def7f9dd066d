import { MisuseError } from "../../base/failure.ts";
import { problemsIn } from "../../projects/problems-in.ts";
import type { Project, Projects } from "../../projects/projects-for.ts";

/**
 * Does the same work in every project, and returns the results in their order.
 *
 * @throws MisuseError if the work fails in any project, with the problems of all projects, each with the path of its project.
 * There is no partial result, because it would look complete.
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
