/** Finds the module with the rules that a project of `truce.json` had in a commit. */

import { resolve } from "node:path";
import { folderOfTruceJson, TRUCE_JSON } from "@truce/rules-dsl/node";
import type { Context } from "../../../base/context.ts";
import { fileOfCommit } from "./file-of-commit.ts";

/**
 * The module, from the root of the project. Null if the project had `.conflicts` files, or if the commit does not list the
 * project.
 */
export async function moduleThen(
  { io, root, isRootGiven }: Pick<Context, "io" | "root" | "isRootGiven">,
  commit: string,
): Promise<string | null> {
  const folder = isRootGiven ? null : await folderOfTruceJson(io.cwd);
  const then = folder === null ? null : fileOfCommit(folder, commit, TRUCE_JSON);
  if (folder === null || then === null || "problem" in then) return null;
  const project = projectsIn(then.output.toString()).find(
    (one) => typeof one.root === "string" && resolve(folder, one.root) === root,
  );
  return typeof project?.rules === "string" ? project.rules : null;
}

/** The projects of a file that may have been written for another version. */
function projectsIn(json: string): readonly { readonly root?: unknown; readonly rules?: unknown }[] {
  try {
    const { projects } = JSON.parse(json.replace(/^\u{FEFF}/u, "")) as { projects: unknown };
    return Array.isArray(projects)
      ? projects.filter((one): one is object => typeof one === "object" && one !== null)
      : [];
  } catch {
    return [];
  }
}
