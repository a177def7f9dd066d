/** `truce diff`: shows what a change of the rules does to every pair of events. */

import { resolve } from "node:path";
import { Option } from "@commander-js/extra-typings";
import {
  acceptanceComments,
  acceptLoosenings,
  diffRules,
  isLoosening,
  renderDiffJson,
  renderDiffText,
} from "@truce/rules-analysis";
import { isModule, loadProject, projectPath } from "@truce/rules-dsl/node";
import { examples, type DefineCommand } from "../../base/command.ts";
import type { Context } from "../../base/context.ts";
import { CLEAN, FINDINGS, type ExitStatus } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { terminalSafe } from "../../output/json-text.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { count } from "../../output/words.ts";
import { printable } from "../../base/printable.ts";
import { compileProject } from "../../projects/compile-project.ts";
import { loadModule } from "../../projects/load-module.ts";
import { projectFor, projectsFor, type Project, type Projects } from "../../projects/projects-for.ts";
import { noFileBelow, readProject, type ReadProject } from "../../projects/read-project.ts";
import { moduleOf } from "../../projects/read-rules.ts";
import { diffForGithub, type ComparedRules } from "./diff-for-github.ts";
import { commitOf } from "./git/commit-of.ts";
import { namedFiles } from "./named-files.ts";
import { filesOfChange } from "./place-of-change.ts";
import { rulesBefore, type Baseline, type ComparableRules, type PresentRules } from "./rules-before.ts";
import { runInProjects } from "./run-in-projects.ts";

const EXAMPLES = [
  "truce diff HEAD",
  "truce diff origin/main --fail-on loosened",
  "truce diff HEAD rules/crm.conflicts",
  "truce diff old.conflicts new.conflicts",
  "truce diff origin/main src/rules.ts",
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

interface DiffRequest extends Baseline {
  /** The folder that the files of the command line are relative to; null for the root of the project. */
  readonly folder: string | null;
  readonly failOn?: keyof typeof FAILING | undefined;
  readonly format: keyof typeof RENDERERS;
}

export const diff: DefineCommand = (command, context, { exitWith }) => {
  command
    .description(
      "Show which pairs of events a change of the rules loosens or tightens. Rules that are only written differently do not count.",
    )
    .argument("<before>", "what to compare with: a commit (branch, tag, HEAD~1, hash), a file or a folder")
    .argument(
      "[files...]",
      "after a commit: show only changes of the rules in these files, or compare a module; after a file: compare these files with it",
    )
    .addOption(
      new Option("--fail-on <change>", "exit with status 1 if there is such a change").choices(
        Object.keys(FAILING) as readonly (keyof typeof FAILING)[],
      ),
    )
    .addOption(
      new Option("--format <format>", "output format")
        .choices(Object.keys(RENDERERS) as readonly (keyof typeof RENDERERS)[])
        .default("text" as const),
    )
    .addHelpText("after", `${ACCEPTING}${examples(EXAMPLES)}`)
    .action(
      exitWith(async (before, patterns, options) => {
        const commit = await commitOf(context.root, before);
        const folder = context.project === null ? context.root : null;
        const request = { before, commit, patterns, folder, ...options };
        const projects = await projectsOf(context, request);
        return await runInProjects(projects, options.format, (project) => compare(project, request));
      }),
    );
};

/** After a commit, `.conflicts` files only select changes. So `truce.json` still decides which rules belong together. */
async function projectsOf(context: Context, { commit, patterns }: DiffRequest): Promise<Projects> {
  if (!("hash" in commit) || patterns.some(isModule)) return await projectsFor(context, patterns);
  if (patterns.length === 0) return await projectsFor(context, []);
  const project = await projectFor(context, []);
  return { context: project.context, projects: [project] };
}

async function compare(project: Project, request: DiffRequest): Promise<ExitStatus> {
  const { context } = project;
  const { failOn, format } = request;
  const now = await rulesNow(project, request);
  if (now === null) return FINDINGS;
  const was = await rulesBefore(context, request, now);
  if (now.files.length + was.files.length === 0)
    throw new MisuseError(
      `${noFileBelow(".conflicts", context.root, [])}, neither now nor in '${request.before}'`,
    );
  const changes = diffRules(was.rules, now.rules);
  const compared: ComparedRules = {
    diff: changes,
    acceptances: acceptLoosenings(changes, was.files, now.files),
    before: was.rules,
    after: now.rules,
    files: now.files,
  };
  context.io.stdout.write(RENDERERS[format](await selected(compared, was, context, request), context));
  // Every change counts, also one that is not shown.
  const isFailed = failOn !== undefined && FAILING[failOn](compared);
  if (isFailed && failOn === "loosened") context.io.stderr.write(wayToAccept(compared));
  return isFailed ? FINDINGS : CLEAN;
}

/** After a commit, all rules are compared, because a rule may have moved from one file to another. */
async function rulesNow(
  { context, rules }: Project,
  { commit, patterns }: DiffRequest,
): Promise<PresentRules | null> {
  const module = await moduleOf({ context, rules }, "hash" in commit ? patterns.filter(isModule) : patterns);
  if (module !== null) {
    const loaded = await loadModule(context.root, module);
    return { rules: loaded.rules, files: [loaded.source], module: loaded.source.file };
  }
  const read = "hash" in commit ? await readAll(context) : await readProject(context, patterns);
  const compiled = compileProject(context, read);
  return compiled && { rules: compiled.rules, files: read.files, module: null };
}

/** There may be no files, if the change has deleted them. */
async function readAll({ root }: Context): Promise<ReadProject> {
  const { files, imports, unreadable } = await loadProject([], { root });
  return { files, sources: [...files, ...imports], checkOptions: { imports, unreadable } };
}

/** The comparison with only the changes to show. The counts stay those of all changes. */
async function selected(
  compared: ComparedRules,
  was: ComparableRules,
  { io, root }: Context,
  { commit, patterns, folder }: DiffRequest,
): Promise<ComparedRules> {
  if (!("hash" in commit) || patterns.length === 0 || patterns.some(isModule)) return compared;
  const { diff: all } = compared;
  const named = await namedFiles(
    patterns.map((pattern) => (pattern && projectPath(root, resolve(folder ?? root, pattern))) ?? pattern),
    [...was.files, ...compared.files].map(({ file }) => file),
    root,
  );
  const changes = all.changes.filter((change) =>
    filesOfChange(change, compared).some((file) => named.has(file)),
  );
  const hidden = all.changes.length - changes.length;
  if (hidden > 0) io.stderr.write(`truce: note: not shown: ${count(hidden, "change")} in other files\n`);
  return { ...compared, diff: { ...all, changes } };
}

/** The comments that would accept what is loosened. */
function wayToAccept({ diff: { changes }, acceptances: { reasons } }: ComparedRules): string {
  const open = changes.filter((change) => isLoosening(change) && !reasons.has(change));
  if (open.length === 0) return "";
  const lines = acceptanceComments(open).map((comment) => `  ${printable(comment)}\n`);
  return `truce: note: to accept these loosenings, add to a rule file, with your reason:\n${lines.join("")}`;
}
