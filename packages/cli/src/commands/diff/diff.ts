/** `truce diff`: what a change of the rules does to every pair of events. */

import { Option } from "@commander-js/extra-typings";
import type { ConflictRules } from "@truce/core";
import {
  acceptanceComments,
  acceptLoosenings,
  diffRules,
  isLoosening,
  renderDiffJson,
  renderDiffText,
  type RulesDiff,
} from "@truce/rules-analysis";
import { UnreadableFilesError } from "@truce/rules-dsl/node";
import type { Context, DefineCommand } from "../../context.ts";
import { filesLeftOut } from "./files-left-out.ts";
import { rulesBefore, type RulesBefore } from "./rules-before.ts";
import { diffForGithub, type ComparedRules } from "./diff-for-github.ts";
import { CLEAN, FINDINGS } from "../../exit-status.ts";
import { examples } from "../command.ts";
import { MisuseError } from "../../misuse-error.ts";
import { printable } from "../../printable.ts";
import { compileProject } from "../../projects/compile-project.ts";
import { noFileBelow } from "../../projects/no-file-below.ts";
import { readProject, type ReadProject } from "../../projects/read-project.ts";
import { count } from "../../output/counts.ts";
import { projectsFor } from "../../projects/projects-for.ts";
import { runInProjects } from "./run-in-projects.ts";
import { terminalSafe } from "../../output/json-text.ts";
import { textStyleOf } from "../../output/text-style.ts";

const EXAMPLES = [
  "truce diff HEAD",
  "truce diff origin/main --fail-on loosened",
  "truce diff HEAD rules/crm.conflicts",
  "truce diff old.conflicts new.conflicts",
  "truce diff HEAD~1 --format json",
];

const ACCEPTING = `
To accept a loosening, add a comment to a rule file in the same change:
  // conflicts:loosens NotePinned with NotePinned because each note has a pin
--fail-on loosened does not fail if every loosened pair has such a comment.
`;

const RENDERERS = {
  text: ({ diff, acceptances }: ComparedRules, { style }: Context) =>
    renderDiffText(diff, { acceptances, style: textStyleOf(style) }),
  json: ({ diff, acceptances }: ComparedRules) => terminalSafe(renderDiffJson(diff, { acceptances })),
  github: diffForGithub,
} as const;

const FAILING = {
  loosened: ({ diff, acceptances: { reasons, problems } }: ComparedRules) =>
    problems.length > 0 || diff.changes.some((change) => isLoosening(change) && !reasons.has(change)),
  tightened: ({ diff: { counts } }: ComparedRules) => counts.tightened > 0,
  changed: ({ diff: { changes } }: ComparedRules) => changes.length > 0,
} as const;

export const diff: DefineCommand = (command, context) => {
  command
    .description(
      "Shows which pairs of events a change of the rules loosens or tightens. Rules that are only written differently are no change.",
    )
    .argument("<before>", "what to compare with: a commit (branch, tag, HEAD~1, hash), a file or a folder")
    .argument("[files...]", "files, folders or patterns to compare (default: every .conflicts file)")
    .addOption(
      new Option("--fail-on <change>", "exit with status 1 if there is such a change").choices([
        "loosened",
        "tightened",
        "changed",
      ] as const),
    )
    .addOption(
      new Option("--format <format>", "output format")
        .choices(["text", "json", "github"] as const)
        .default("text" as const),
    )
    .addHelpText("after", `${ACCEPTING}${examples(EXAMPLES)}`)
    .action(async (before, patterns, options) => {
      const projects = await projectsFor(context, patterns);
      await runInProjects(projects, options.format, (project) =>
        compare(project.context, before, patterns, options),
      );
    });
};

interface DiffOptions {
  readonly failOn?: keyof typeof FAILING | undefined;
  readonly format: keyof typeof RENDERERS;
}

async function compare(
  context: Context,
  before: string,
  patterns: readonly string[],
  { failOn, format }: DiffOptions,
): Promise<void> {
  const now = await readProject(context, patterns, { mayBeMissing: true });
  const after = compileProject(context, now)?.rules ?? null;
  if (after === null) return;
  const was = await rulesBefore(context, before, patterns);
  checkFiles(context, [before, was], [patterns, now]);
  const difference = diffRules(was.rules, after);
  const notes = patterns.length === 0 ? [] : await notesOn(context.root, before, was, after, difference);
  // Rules that have moved would count as new, and a failing loosening would pass.
  if (failOn !== undefined && notes.length > 0) throw new MisuseError(notes.join("; "));
  context.io.stderr.write(notes.map((note) => `truce: note: ${printable(note)}\n`).join(""));
  const compared: ComparedRules = {
    diff: difference,
    acceptances: acceptLoosenings(difference, was.files, now.files),
    before: was.rules,
    after,
    files: now.files,
  };
  context.io.stdout.write(RENDERERS[format](compared, context));
  const isFailed = failOn !== undefined && FAILING[failOn](compared);
  if (isFailed && failOn === "loosened") context.io.stderr.write(wayToAccept(compared));
  context.end(isFailed ? FINDINGS : CLEAN);
}

/** The comments that would accept what is loosened. */
function wayToAccept({ diff: { changes }, acceptances: { reasons } }: ComparedRules): string {
  const open = changes.filter((change) => isLoosening(change) && !reasons.has(change));
  if (open.length === 0) return "";
  const lines = acceptanceComments(open).map((comment) => `  ${printable(comment)}\n`);
  return `truce: note: to accept what is loosened, add to a rule file, with your reason:\n${lines.join("")}`;
}

/** @throws UnreadableFilesError or MisuseError if a name matches no file, neither then nor now. */
function checkFiles(
  { io, root }: Context,
  [before, was]: readonly [string, RulesBefore],
  [patterns, now]: readonly [readonly string[], ReadProject],
): void {
  const wasMissing = new Set(was.missing.map(({ file }) => file));
  const nowhere = now.missing.filter(({ file }) => was.commit === null || wasMissing.has(file));
  if (nowhere.length > 0) throw new UnreadableFilesError(nowhere);
  if (now.files.length + was.files.length === 0)
    throw new MisuseError(`${noFileBelow(".conflicts", root, patterns)}, neither now nor in '${before}'`);
  const isNamed = new Set(now.files.map(({ file }) => file));
  for (const { file } of was.missing) {
    if (isNamed.has(file)) io.stderr.write(`truce: note: '${printable(file)}' is new since '${before}'\n`);
  }
}

/** What the reader has to know if only some files are compared. */
async function notesOn(
  root: string,
  before: string,
  was: RulesBefore,
  after: ConflictRules,
  difference: RulesDiff,
): Promise<readonly string[]> {
  if (was.commit === null) return [];
  const leftOut = await filesLeftOut(root, was.commit, was, after, difference);
  return leftOut.map(({ file, types: [type = "", ...others] }) => {
    const more = others.length > 0 ? ` and ${count(others.length, "other")}` : "";
    return `'${file}' of '${before}' has rules with '${type}'${more}: name it too, or no files at all`;
  });
}
