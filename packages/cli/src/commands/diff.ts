/** `truce diff`: what a change of the rules does to every pair of events. */

import { Option } from "@commander-js/extra-typings";
import { diffRules, renderDiffJson, renderDiffText, type RulesDiff } from "@truce/rules-dsl";
import type { Context, DefineCommand } from "../context.ts";
import { rulesBefore } from "../diff/rules-before.ts";
import { diffForGithub } from "../diff/diff-for-github.ts";
import { CLEAN, FINDINGS } from "../exit-status.ts";
import { examples } from "../help.ts";
import { compileProject } from "../project/compile-project.ts";
import { readProject } from "../project/read-project.ts";
import { terminalSafe } from "../report/json-text.ts";
import { textStyleOf } from "../report/text-style.ts";

const EXAMPLES = [
  "truce diff HEAD",
  "truce diff origin/main rules/crm.conflicts --fail-on loosened",
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
    .argument("[files...]", "what to compare with it (default: every .conflicts file as it is now)")
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
    .action(async (before, patterns, { failOn, format }) => {
      const after = compileProject(context, await readProject(context, patterns, {}));
      if (after === null) return;
      const difference = diffRules(await rulesBefore(context, before, patterns), after);
      context.io.stdout.write(RENDERERS[format](difference, context));
      context.end(failOn !== undefined && FAILING[failOn](difference) ? FINDINGS : CLEAN);
    });
};
