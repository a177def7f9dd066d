/** The path of a file in the repository that a workflow has checked out. */

import { projectPath } from "@truce/rules-dsl/node";
import type { Context } from "../base/context.ts";

/**
 * Turns paths from the root of the project into the paths that GitHub knows: from the folder that the workflow has checked
 * out, if the project is inside it. Otherwise the path stays as it is.
 */
export function repositoryPaths({ root, io }: Pick<Context, "root" | "io">): (file: string) => string {
  const workspace = io.env["GITHUB_WORKSPACE"];
  const folder = workspace === undefined || workspace === "" ? null : projectPath(workspace, root);
  return (file) => (folder === null || folder === "." ? file : `${folder}/${file}`);
}
