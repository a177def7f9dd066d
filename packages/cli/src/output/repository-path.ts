/** Where a file is in the repository that a pull request is about. */

import { projectPath } from "@truce/rules-dsl/node";
import type { Context } from "../context.ts";

/**
 * Gives the paths by which GitHub knows the files of a project: from the folder that the workflow checked out, where the
 * project is inside it, and else from the root of the project.
 */
export function repositoryPaths({ root, io }: Pick<Context, "root" | "io">): (file: string) => string {
  const workspace = io.env["GITHUB_WORKSPACE"];
  const folder = workspace === undefined || workspace === "" ? null : projectPath(workspace, root);
  return (file) => (folder === null || folder === "." ? file : `${folder}/${file}`);
}
