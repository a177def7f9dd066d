/**
 * Reads the rules of a commit. Git writes its rule files into a temporary folder, where they are read like those of a project
 * on disk. So names, imports and symbolic links mean the same, and nothing outside the root is read.
 */

import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { loadProject, type Project } from "@truce/rules-dsl/node";
import { MisuseError } from "../../../base/failure.ts";
import { isThere } from "../../../files/is-there.ts";
import { runGit, type GitResult } from "./run-git.ts";

const LINK = "120000";
const SUBMODULE = "160000";

/** A part of the project that belongs to one repository: the root itself, or a submodule. */
interface Part {
  /** On disk: absolute. */
  readonly folder: string;
  /** From the root of the project; `.` for the root itself. */
  readonly path: string;
}

/** A file, a link or a submodule of a commit. */
interface Entry {
  readonly part: Part;
  /** From the root of the project. */
  readonly path: string;
  readonly mode: string;
  /** As `git ls-tree` prints it. */
  readonly line: string;
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
  const temporary = await realpath(await mkdtemp(join(tmpdir(), "truce-")));
  try {
    const root = join(temporary, "root");
    await mkdir(root);
    const entries = await listEntries({ folder, path: "." }, commit);
    const written = new Set<Entry>();
    let wanted = entries.filter(
      ({ mode, path }) => mode === LINK || mode === SUBMODULE || path.endsWith(".conflicts"),
    );
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

/** The entries of a part, and then those of its submodules that are checked out. */
async function listEntries(part: Part, commit: string): Promise<readonly Entry[]> {
  const result = await runGit(part.folder, ["ls-tree", "-r", "-z", commit]);
  if ("problem" in result) throw new MisuseError(unreadable(part, commit, result.problem));
  const entries: Entry[] = [];
  const submodules: Entry[] = [];
  for (const line of result.output.toString().split("\0").filter(Boolean)) {
    const [, mode = "", id = "", name = ""] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
    const entry = { part, path: posix.join(part.path, name), mode, line };
    const folder = join(part.folder, name);
    if (mode === SUBMODULE && !(await isThere(join(folder, ".git")))) continue;
    entries.push(entry);
    if (mode === SUBMODULE) submodules.push(...(await listEntries({ folder, path: entry.path }, id)));
  }
  return [...entries, ...submodules];
}

function unreadable({ path }: Part, commit: string, problem: string): string {
  return path === "."
    ? `git cannot read the commit ${commit}: ${problem}`
    : `the submodule '${path}' does not have its commit ${commit}: run 'git fetch' in it`;
}

/** Writes entries below the root. Git does it, because it refuses paths that lead outside. */
async function writeEntries(entries: readonly Entry[], root: string, temporary: string): Promise<void> {
  for (const [{ folder, path }, ofPart] of Map.groupBy(entries, ({ part }) => part)) {
    // Git has made the folder of a submodule when it wrote the part around it.
    const target = join(root, path);
    if ((await realpath(target)) !== target) throw new MisuseError(`'${path}' of the commit is damaged`);
    const gitDir = outputOf(await runGit(folder, ["rev-parse", "--absolute-git-dir"]));
    const env = {
      GIT_DIR: gitDir.trimEnd(),
      GIT_WORK_TREE: target,
      GIT_INDEX_FILE: join(temporary, randomUUID()),
    };
    const input = ofPart.map(({ line }) => `${line}\0`).join("");
    outputOf(await runGit(target, [...ALONE, "update-index", "-z", "--index-info"], { input, env }));
    outputOf(await runGit(target, [...ALONE, "checkout-index", "--all"], { env }));
    // Git skips some invalid paths without an error.
    for (const entry of ofPart) {
      if (!(await isThere(join(root, entry.path))))
        throw new MisuseError(`git does not write '${entry.path}' of the commit`);
    }
  }
}

/** Keeps git from running hooks, from watching the folder, and from writing a shared index into the repository. */
const ALONE = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "core.splitIndex=false"].flatMap(
  (setting) => ["-c", setting],
);

function outputOf(result: GitResult): string {
  if ("problem" in result)
    throw new MisuseError(`git cannot write the files of the commit: ${result.problem}`);
  return result.output.toString();
}
