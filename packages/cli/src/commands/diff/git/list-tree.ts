/** What a commit has in a folder and below, submodules included that are checked out. */

import { join } from "node:path";
import { isThere } from "../../../files/is-there.ts";
import { MisuseError } from "../../../misuse-error.ts";
import { runGit } from "./run-git.ts";

/** An entry of a tree that is no folder. */
export interface TreeEntry {
  /** A submodule is one whose commit is not here. */
  readonly kind: "file" | "link" | "submodule";
  /** The name of its content. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
  /** A folder of the repository that has the content. */
  readonly repository: string;
}

const KINDS: Readonly<Record<string, TreeEntry["kind"]>> = { "120000": "link", "160000": "submodule" };

/** Submodules in submodules, more than anyone has. */
const MAX_DEPTH = 10;

/** The entries below a folder of the work tree, by their path from there. */
export async function listTree(folder: string, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const listed = await listOne(folder, commit);
  if ("problem" in listed) throw new MisuseError(`git cannot list what is in '${commit}': ${listed.problem}`);
  return await withSubmodules(folder, listed.entries, MAX_DEPTH);
}

type Entries = ReadonlyMap<string, TreeEntry>;

async function listOne(
  folder: string,
  commit: string,
): Promise<{ readonly entries: Entries } | { readonly problem: string }> {
  const result = await runGit(folder, ["ls-tree", "-r", "-l", "-z", commit]);
  if ("problem" in result) return result;
  const lines = result.output.toString().split("\0").filter(Boolean);
  return { entries: new Map(lines.map((line) => entryFrom(line, folder))) };
}

/** In the place of each submodule what its commit has. The rules of now are looked for in it too. */
async function withSubmodules(folder: string, entries: Entries, depth: number): Promise<Entries> {
  const all = new Map<string, TreeEntry>();
  for (const [path, entry] of entries) {
    const inner =
      entry.kind === "submodule" && depth > 0 ? await listSubmodule(join(folder, path), entry.id) : null;
    if (inner === null) all.set(path, entry);
    else {
      for (const [below, one] of await withSubmodules(join(folder, path), inner, depth - 1))
        all.set(`${path}/${below}`, one);
    }
  }
  return all;
}

/** Null where it is not checked out, or does not have the commit. */
async function listSubmodule(folder: string, commit: string): Promise<Entries | null> {
  if (!(await isThere(join(folder, ".git")))) return null;
  const listed = await listOne(folder, commit);
  return "entries" in listed ? listed.entries : null;
}

/** `<mode> <type> <id> <size>`, a tab, and the path. */
function entryFrom(line: string, repository: string): readonly [string, TreeEntry] {
  const tab = line.indexOf("\t");
  const [mode = "", , id = "", size = ""] = line.slice(0, tab).split(/ +/);
  return [line.slice(tab + 1), { kind: KINDS[mode] ?? "file", id, size: Number(size) || 0, repository }];
}
