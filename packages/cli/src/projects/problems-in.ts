import { problemsOf } from "../base/failure.ts";
import type { Project } from "./projects-for.ts";

/**
 * The problems behind an error, with the path of the project if there are several projects. An error that the user cannot
 * correct is thrown again.
 */
export function problemsIn({ path }: Project, error: unknown): readonly [string, ...string[]] {
  const problems = problemsOf(error);
  if (problems === null) throw error;
  const place = path === "." ? "" : `${path}: `;
  const [first, ...others] = problems;
  return [place + first, ...others.map((problem) => place + problem)];
}
