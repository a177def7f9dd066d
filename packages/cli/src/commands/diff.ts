/** `truce diff`: what a change of the rules does to every pair of events. */

import { Option } from "@commander-js/extra-typings";
import type { ConflictRules } from "@truce/core";
import { diffRules, renderDiffJson, renderDiffText, type RulesDiff } from "@truce/rules-dsl";
import { UnreadableFilesError } from "@truce/rules-dsl/node";
import type { Context, DefineCommand } from "../context.ts";
import { filesLeftOut } from "../diff/files-left-out.ts";
import { rulesBefore, type RulesBefore } from "../diff/rules-before.ts";
import { diffForGithub } from "../diff/diff-for-github.ts";
import { CLEAN, FINDINGS } from "../exit-status.ts";
import { examples } from "../help.ts";
import { MisuseError } from "../misuse-error.ts";
import { printable } from "../printable.ts";
import { compileProject } from "../project/compile-project.ts";
import { noFileBelow } from "../project/no-file-below.ts";
import { readProject, type ReadProject } from "../project/read-project.ts";
import { count } from "../report/counts.ts";
import { projectsFor } from "../projects/projects-for.ts";
import { runInProjects } from "../projects/run-in-projects.ts";
import { terminalSafe } from "../report/json-text.ts";
import { textStyleOf } from "../report/text-style.ts";

const EXAMPLES = [
  "truce diff HEAD",
  "truce diff origin/main --fail-on loosened",
  "truce diff HEAD rules/crm.conflicts",
  "truce diff old.conflicts new.conflicts",
  "truce diff HEAD~1 --format json",
];

const RENDERERS = {
  text: (diff: RulesDiff, { style }: Context) => renderDiffText(diff, { style: textStyleOf(style) }),
  json: (diff: RulesDiff) => terminalSafe(renderDiffJson(diff)),
  github: (diff: RulesDiff) => diffForGithub(diff),
} as const;

const FAILING = {
  loosened: ({ counts }: RulesDiff) => counts.loosened > 0,
  tightened: ({ counts }: RulesDiff) => counts.tightened > 0,
  changed: ({ changes }: RulesDiff) => changes.length > 0,
} as const;

export const diff: DefineCommand = (command, context) => {
  command
    .description(
      "Shows which pairs of events a change of the rules loosens and tightens, however the rules are written.",
    )
    .argument("<before>", "a commit (a branch, a tag, HEAD~1, a hash), or a file or folder")
    .argument("[files...]", "what to compare with it, then and now (default: every .conflicts file)")
    .addOption(
      new Option("--fail-on <change>", "end with status 1 if there is such a change").choices([
        "loosened",
        "tightened",
        "changed",
      ] as const),
    )
    .addOption(
      new Option("--format <format>", "how to tell it")
        .choices(["text", "json", "github"] as const)
        .default("text" as const),
    )
    .addHelpText("after", examples(EXAMPLES))
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
  // What says nothing of what has moved would let it pass.
  if (failOn !== undefined && notes.length > 0) throw new MisuseError(notes.join("; "));
  context.io.stderr.write(notes.map((note) => `truce: note: ${printable(note)}\n`).join(""));
  context.io.stdout.write(RENDERERS[format](difference, context));
  context.end(failOn !== undefined && FAILING[failOn](difference) ? FINDINGS : CLEAN);
}

/** @throws UnreadableFilesError or MisuseError where a name stands for nothing, neither then nor now. */
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

/** What a reader must know who compares some files only. */
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
