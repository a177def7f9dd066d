/** What a commit has in a folder and below. */

import { MisuseError } from "../misuse-error.ts";
import { runGit } from "./run-git.ts";

/** An entry of a tree that is no folder. */
export interface TreeEntry {
  readonly kind: "file" | "link" | "submodule";
  /** The name of its content. */
  readonly id: string;
  /** In bytes. */
  readonly size: number;
}

const KINDS: Readonly<Record<string, TreeEntry["kind"]>> = { "120000": "link", "160000": "submodule" };

/** The entries below a folder of the work tree, by their path from there. */
export async function listTree(folder: string, commit: string): Promise<ReadonlyMap<string, TreeEntry>> {
  const result = await runGit(folder, ["ls-tree", "-r", "-l", "-z", commit]);
  if ("problem" in result) throw new MisuseError(`git cannot list what is in '${commit}': ${result.problem}`);
  const lines = result.output.toString().split("\0").filter(Boolean);
  return new Map(lines.map(entryFrom));
}

/** `<mode> <type> <id> <size>`, a tab, and the path. */
function entryFrom(line: string): readonly [string, TreeEntry] {
  const tab = line.indexOf("\t");
  const [mode = "", , id = "", size = ""] = line.slice(0, tab).split(/ +/);
  return [line.slice(tab + 1), { kind: KINDS[mode] ?? "file", id, size: Number(size) || 0 }];
}
