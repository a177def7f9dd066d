/** Wrong commands: of a command line tool, what it ends with and what it leaves alone is a promise. */

import type { Mutant } from "../mutant.ts";
import { inFile } from "./cli-files.ts";

const run = inFile("run", "run");
const style = inFile("style", "run");
const check = inFile("commands/check", "commands/check");
const edits = inFile("fix/apply-edits", "fix/apply-edits");
const fixing = inFile("fix/fix-all", "commands/check-fix");
const fixedProject = inFile("fix/fix-project", "commands/check-fix", "fix/fix-project");
const init = inFile("commands/init", "commands/init");
const creating = inFile("format/create-file", "commands/init", "format/create-file");
const events = inFile("project/event-list", "commands/check");
const fmt = inFile("commands/fmt", "commands/fmt");
const replacing = inFile("format/replace-file", "commands/fmt", "format/replace-file");
const diff = inFile("format/unified-diff", "format/unified-diff", "commands/fmt");
const watching = inFile("build/watch-folders", "build/watch-folders");
const project = (name: string) => inFile(`projects/${name}`, "projects/projects", "projects/truce-json");
const printable = inFile("printable", "run", "commands/check");
const json = inFile("report/json-text", "report/json");
const github = inFile("report/workflow-command", "report/github");
const sarif = inFile("report/sarif", "report/sarif");
const explain = inFile("commands/explain", "commands/explain");

export const cliMutants: readonly Mutant[] = [
  {
    ...run,
    name: "cli: misuse ends with 0",
    find: "error.exitCode === 0 ? CLEAN : MISUSE",
    replace: "CLEAN",
  },
  { ...run, name: "cli: a failure ends with 0", find: "return MISUSE;\n", replace: "return CLEAN;\n" },
  {
    ...style,
    name: "cli: NO_COLOR comes before FORCE_COLOR",
    find: "if (forced !== undefined)",
    replace: 'if (forced !== undefined && env["NO_COLOR"] === undefined)',
  },
  {
    ...style,
    name: "cli: the command line does not decide on colours",
    find: "if (option !== undefined) return option;",
    replace: "",
  },
  {
    ...printable,
    name: "cli: an escape sequence in a name reaches the terminal",
    find: "\\p{Cc}",
    replace: "",
  },
  {
    ...check,
    name: "cli: --quiet forgets the warnings that --max-warnings counts",
    find: "warnings > (maxWarnings ?? Infinity)",
    replace: "!quiet && warnings > (maxWarnings ?? Infinity)",
  },
  {
    ...check,
    name: "cli: as many warnings as are allowed are too many",
    find: "warnings > (maxWarnings",
    replace: "warnings >= (maxWarnings",
  },
  {
    ...edits,
    name: "cli: check --fix applies edits that overlap",
    find: "span.start < end || ",
    replace: "",
  },
  {
    ...fixing,
    name: "cli: check --fix leaves what the first fixes uncover",
    find: "MAX_ROUNDS = 10",
    replace: "MAX_ROUNDS = 1",
  },
  {
    ...fixedProject,
    name: "cli: check --fix writes a file for standard input",
    find: "isStdin ? changed : await writeAll(changed, context)",
    replace: "isStdin ? await writeAll(changed, context) : await writeAll(changed, context)",
  },
  {
    ...fixedProject,
    name: "cli: check --fix is content if a file could not be written",
    find: "isIncomplete: written.length < changed.length",
    replace: "isIncomplete: false",
  },
  {
    ...fixedProject,
    name: "cli: check --fix reports a file that could not be written as fixed",
    find: "new Map(written.map(",
    replace: "new Map(changed.map(",
  },
  {
    ...init,
    name: "cli: init makes files outside the root, over a link",
    find: "projectPath(realRoot, real) === null",
    replace: "projectPath(root, folder) === null",
  },
  {
    ...creating,
    name: "cli: a new file takes the place of another",
    find: "if (!NO_LINKS.has(codeOf(error))) throw error;",
    replace: 'if (codeOf(error) === "ENOENT") throw error;',
    and: [{ find: "if (await isThere(path)) throw", replace: 'if (path === "") throw' }],
  },
  {
    ...replacing,
    name: "cli: a pipe is replaced by a file",
    find: "if (!stats.isFile()) return false;",
    replace: "",
  },
  {
    ...events,
    name: "cli: an event list that is empty checks nothing",
    find: "list.events?.length === 0",
    replace: "list.events === null",
  },
  {
    ...fmt,
    name: "cli: fmt --check is content with files that are not formatted",
    find: "if (changed.length > 0) status = FINDINGS;",
    replace: "",
  },
  {
    ...fmt,
    name: "cli: fmt is content with files that have errors",
    find: "broken > 0 ? FINDINGS : CLEAN",
    replace: "CLEAN",
  },
  {
    ...replacing,
    name: "cli: fmt takes the mode of a file away",
    find: "await handle.chmod(mode);",
    replace: "",
  },
  {
    ...replacing,
    name: "cli: fmt replaces a symbolic link by a file",
    find: "const target = await realpath(path);",
    replace: "await realpath(path);\n  const target = path;",
  },
  {
    ...replacing,
    name: "cli: fmt overwrites what another program wrote meanwhile",
    find: "!== 0) return false;",
    replace: "=== 2) return false;",
  },
  {
    ...replacing,
    name: "cli: fmt leaves half-made files behind",
    find: "await rm(beside, { force: true });",
    replace: "",
  },
  {
    ...project("from-all-roots"),
    name: "cli: a report on several projects does not say which project a file is in",
    find: 'project === "." ? file : posix.join(project, file)',
    replace: 'project === "." ? file : posix.join(file)',
  },
  {
    ...project("projects-for"),
    name: "cli: inside of a project all projects are checked",
    find: "if (around.length > 0) return around;",
    replace: "if (around.length > 0) return projects;",
  },
  {
    ...project("projects-for"),
    name: "cli: truce.json counts although files are named",
    find: "(context.project === null && patterns.length > 0)",
    replace: "(context.project === null && patterns.length > 99)",
  },
  {
    ...project("truce-json"),
    name: "cli: a project can be inside another one",
    find: "return projectPath(one, other) !== null || projectPath(other, one) !== null;",
    replace: "return one === other;",
  },
  {
    ...project("truce-json"),
    name: "cli: truce.json can write outside of its folder",
    find: "if (fromFolder === null)",
    replace: 'if (fromFolder === null && key === "root")',
  },
  {
    ...project("run-in-projects"),
    name: "cli: diff of several projects ends with the status of the last one",
    find: "worst = worse(worst, status);",
    replace: "worst = worse(CLEAN, status);",
  },
  {
    ...project("in-every-project"),
    name: "cli: what cannot be read in one project is passed over if there are others",
    find: "problems.push(...problemsIn(project, error));",
    replace: "if (results.length === 0) problems.push(...problemsIn(project, error));",
  },
  {
    ...watching,
    name: "cli: build --watch takes a folder that was made again for the one that was removed",
    find: "found.set(`${dev}:${ino}:${birthtimeNs}:${folder}`, folder);",
    replace: "found.set(folder, folder);",
  },
  {
    ...watching,
    name: "cli: build --watch does not follow folders that are added",
    find: "while (follow(await foldersBelow(roots, others)));",
    replace: "if (watchers.size === 0) follow(await foldersBelow(roots, others));",
  },
  {
    ...diff,
    name: "cli: a long patch does not say that the last line has no line break",
    find: "\\n\\\\ No newline at end of file",
    replace: "",
  },
  {
    ...diff,
    name: "cli: a patch reaches the terminal as it is",
    find: 'const text = line.split("\\t").map(printable).join("\\t");',
    replace: "printable(line);\n      const text = line;",
  },
  {
    ...fmt,
    name: "cli: a text from standard input reaches the terminal as it is",
    find: "io.stdout.isTerminal ? printableLines(text) : text",
    replace: "io.stdout.isTerminal ? printableLines(text) && text : text",
  },
  { ...json, name: "cli: JSON lets controls through", find: "\\u007F-\\u009F", replace: "\\u007F" },
  {
    ...github,
    name: "cli: a name with a line break begins another workflow command",
    find: '.replaceAll("\\n", "%0A")',
    replace: "",
  },
  {
    ...github,
    name: "cli: a name with a colon ends a property",
    find: '.replaceAll(":", "%3A")',
    replace: "",
  },
  {
    ...sarif,
    name: "cli: SARIF has paths instead of URIs",
    find: '.split("/").map(encodeURIComponent).join("/")',
    replace: "",
  },
  {
    ...sarif,
    name: "cli: SARIF is not valid",
    find: "level: severity,",
    replace: 'level: severity as "none",\n    severity,',
  },
  {
    ...sarif,
    name: "cli: SARIF names another rule",
    find: "CODES.indexOf(code)",
    replace: "CODES.indexOf(code) + 1",
  },
  {
    ...explain,
    name: "cli: explain takes the committed event for the incoming one",
    find: "{ type: incoming, ...payloadFrom(mine",
    replace: "{ type: committed, ...payloadFrom(mine",
    and: [
      {
        find: "{ type: committed, ...payloadFrom(theirs",
        replace: "{ type: incoming, ...payloadFrom(theirs",
      },
    ],
  },
  {
    ...explain,
    name: "cli: explain takes the id of a stream for its category",
    find: "stream === undefined ? null : categoryOf(stream)",
    replace: "stream === undefined ? categoryOf('') : stream",
  },
];
