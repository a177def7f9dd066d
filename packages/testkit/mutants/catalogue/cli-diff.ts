/** Wrong comparisons of rules: what `truce diff` finds, accepts and shows, and what it reads from Git. */

import type { Mutant } from "../mutant.ts";
import { inFile } from "./cli-files.ts";

const comparing = inFile("commands/diff", "commands/diff");
const accepting = inFile("commands/diff", "commands/diff-accepting");
const annotating = inFile("diff/diff-for-github", "diff/diff-for-github");
const place = inFile("diff/place-of-change", "diff/diff-for-github");
const before = inFile("diff/rules-before", "commands/diff");
const leftOut = inFile("diff/files-left-out", "commands/diff");
const commit = inFile("git/commit-source", "git/commit-source");
const tree = inFile("git/list-tree", "git/commit-source");
const links = inFile("git/follow-links", "git/commit-source");
const git = inFile("git/run-git", "git/run-git");

export const cliDiffMutants: readonly Mutant[] = [
  {
    ...comparing,
    name: "cli: diff takes the rules of now for those of then",
    find: "diffRules(was.rules, after)",
    replace: "diffRules(after, was.rules)",
  },
  {
    ...comparing,
    name: "cli: diff --fail-on loosened fails on what is tightened",
    find: "isLoosening(change) && !reasons.has(change)),\n  tightened",
    replace: "!isLoosening(change) && !reasons.has(change)),\n  tightened",
  },
  {
    ...accepting,
    name: "cli: diff accepts by comments that were there before the change",
    find: "acceptLoosenings(difference, was.files, now.files)",
    replace: "acceptLoosenings(difference, [], now.files)",
  },
  {
    ...accepting,
    name: "cli: diff --fail-on loosened lets an acceptance of nothing pass",
    find: "problems.length > 0 ||",
    replace: "problems.length > 99 ||",
  },
  {
    ...annotating,
    name: "cli: diff warns of what is accepted",
    find: "isLoosening(change) && !acceptances.reasons.has(change);",
    replace: "isLoosening(change) || acceptances.reasons.has(change);",
  },
  {
    ...place,
    name: "cli: diff annotates a line of a file that is gone",
    find: "return was !== null && isStillThere ?",
    replace: "return was !== null && (isStillThere || files.length > 0) ?",
  },
  {
    ...place,
    name: "cli: diff annotates the rule outside of a stream block instead of the one inside",
    find: "(streams.category === undefined ? null : inCategory(streams.category)) ?? inCategory(null)",
    replace: "inCategory(streams.category === undefined ? null : null)",
  },
  {
    ...before,
    name: "cli: diff compares with nothing where the rules of then have errors",
    find: "throw new MisuseError(`the rules of '${before}' have errors, so they cannot be compared`);",
    replace: "return compile([]).rules as ConflictRules;",
  },
  {
    ...before,
    name: "cli: diff cannot compare files that are new",
    find: "mayBeMissing: true",
    replace: "mayBeMissing: false",
  },
  {
    ...comparing,
    name: "cli: diff --fail-on lets rules pass that have moved",
    find: "if (failOn !== undefined && notes.length > 0) throw",
    replace: 'if (failOn === "changed" && notes.length > 99) throw',
  },
  {
    ...comparing,
    name: "cli: diff takes a name for nothing that stands for nothing",
    find: "if (nowhere.length > 0) throw",
    replace: "if (nowhere.length > 99) throw",
  },
  {
    ...leftOut,
    name: "cli: diff asks for files that a new rule is not about",
    find: ".filter((pair) => pair.every(isKnown))",
    replace: ".filter((pair) => pair.some(isKnown))",
  },
  {
    ...leftOut,
    name: "cli: diff misses rules that moved to a file which had rules of the type",
    find: "isGone && registered.has(type) &&",
    replace: "isGone && registered.has(file) &&",
  },
  {
    ...commit,
    name: "cli: of a commit, what was installed is loaded too",
    find: 'if (folder === ".") return !LEFT_OUT.test(path);',
    replace: 'if (folder === ".") return true;',
  },
  {
    ...commit,
    name: "cli: of a commit, a submodule that lacks its commit is passed over in silence",
    find: 'if (kind === "submodule" &&',
    replace: 'if (kind === "link" &&',
  },
  {
    ...tree,
    name: "cli: of a commit, rules in submodules are missed",
    find: "if (!(await isThere",
    replace: "if ((await isThere",
  },
  {
    ...links,
    name: "cli: of a commit, a link out of the project is taken for one that leads nowhere",
    find: "if (posix.isAbsolute(target) || ",
    replace: "if (",
  },
  {
    ...git,
    name: "cli: a program of the project is taken for git",
    find: "cwd: TRUSTED_FOLDER",
    replace: "cwd: folder",
  },
];
