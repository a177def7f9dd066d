/**
 * Reads the rules of a commit. Git writes its rule files into a temporary folder, where they are read like those of a project
 * on disk. So names, imports and symbolic links mean the same, and nothing outside the root is read.
 */

import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadProject, type Project } from "@truce/rules-dsl/node";
import { MisuseError } from "../../../failure.ts";
import { isThere } from "../../../files/is-there.ts";
import { runGit, type GitResult } from "./run-git.ts";

const LINK = "120000";
const SUBMODULE = "160000";

/** A file, a link or a submodule of a commit. */
interface Entry {
  readonly mode: string;
  readonly id: string;
  /** From the root of the project. */
  readonly path: string;
  /** The tree that has the entry, and the entry as `git ls-tree` prints it. */
  readonly tree: Tree;
  readonly line: string;
}

/** A folder of a repository or of a submodule. */
interface Tree {
  /** On disk. */
  readonly folder: string;
  /** From the root of the project, with a slash at its end. Empty for the root itself. */
  readonly prefix: string;
}

/**
 * Reads the rules of a commit below a folder. The rules of a submodule count if it is checked out, because its present rules
 * count then too.
 *
 * @param folder - The root of the project: absolute.
 * @param commit - The hash of the commit.
 * @throws UnreadableFilesError if a rule file cannot be read, and MisuseError if git cannot read the commit.
 */
export async function loadCommit(folder: string, commit: string): Promise<Project> {
  const temporary = await mkdtemp(join(tmpdir(), "truce-"));
  try {
    const root = join(temporary, "root");
    await mkdir(root);
    const entries = await listEntries({ folder, prefix: "" }, commit);
    const written = new Set<Entry>();
    let wanted = entries.filter(({ mode, path }) => mode === LINK || path.endsWith(".conflicts"));
    for (;;) {
      await writeEntries(wanted, root, temporary);
      for (const entry of wanted) written.add(entry);
      const project = await loadProject([], { root });
      // An import can name a file without the ending .conflicts.
      wanted = entries.filter((entry) => project.unreadable.has(entry.path) && !written.has(entry));
      if (wanted.length === 0) return project;
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function listEntries(tree: Tree, commit: string): Promise<readonly Entry[]> {
  const result = await runGit(tree.folder, ["ls-tree", "-r", "-z", commit]);
  if ("problem" in result) throw new MisuseError(unreadable(tree, commit, result.problem));
  const lines = result.output.toString().split("\0").filter(Boolean);
  const entries = lines.map((line): Entry => {
    const tab = line.indexOf("\t");
    const [mode = "", , id = ""] = line.slice(0, tab).split(" ");
    return { mode, id, path: tree.prefix + line.slice(tab + 1), tree, line };
  });
  const below: Entry[] = [];
  for (const { mode, id, path, line } of entries) {
    const folder = join(tree.folder, line.slice(line.indexOf("\t") + 1));
    if (mode === SUBMODULE && (await isThere(join(folder, ".git"))))
      below.push(...(await listEntries({ folder, prefix: `${path}/` }, id)));
  }
  return [...entries.filter(({ mode }) => mode !== SUBMODULE), ...below];
}

function unreadable({ prefix }: Tree, commit: string, problem: string): string {
  return prefix === ""
    ? `git cannot read the commit ${commit}: ${problem}`
    : `the submodule '${prefix.slice(0, -1)}' does not have its commit ${commit}: run 'git fetch' in it`;
}

/** Writes entries below the root. Git does it, because it refuses paths that lead outside. */
async function writeEntries(entries: readonly Entry[], root: string, temporary: string): Promise<void> {
  for (const [tree, ofTree] of Map.groupBy(entries, (entry) => entry.tree)) {
    const target = join(root, tree.prefix);
    await mkdir(target, { recursive: true });
    const gitDir = outputOf(await runGit(tree.folder, ["rev-parse", "--absolute-git-dir"]));
    const env = {
      GIT_DIR: gitDir.trimEnd(),
      GIT_WORK_TREE: target,
      GIT_INDEX_FILE: join(temporary, randomUUID()),
    };
    const input = ofTree.map(({ line }) => `${line}\0`).join("");
    outputOf(await runGit(target, [...ALONE, "update-index", "-z", "--index-info"], { input, env }));
    outputOf(await runGit(target, [...ALONE, "checkout-index", "--all"], { env }));
  }
}

/** Keeps git from running hooks, and from writing a shared index into the repository. */
const ALONE = ["-c", "core.hooksPath=/dev/null", "-c", "core.splitIndex=false"] as const;

function outputOf(result: GitResult): string {
  if ("problem" in result)
    throw new MisuseError(`git cannot write the files of the commit: ${result.problem}`);
  return result.output.toString();
}
