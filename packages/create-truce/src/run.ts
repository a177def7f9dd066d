/** Reads the arguments, creates the project, and prints what to do next. */

import { basename, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CreationError } from "./creation-error.ts";
import { checkPackageName } from "./package-name.ts";
import { projectFiles } from "./project-files.ts";
import { writeProject } from "./write-project.ts";
import { VERSION } from "./version.ts";

/** The process, as the command sees it. */
export interface Terminal {
  readonly cwd: string;
  /** Whether a person reads the output and can answer. */
  readonly isTerminal: boolean;
  print(text: string): void;
  printError(text: string): void;
  /** Asks the user. Null if the user ends the question. */
  ask(question: string): Promise<string | null>;
}

const DEFAULT_FOLDER = "my-app";
const USAGE = "npm create truce@latest <folder>";

const HELP = `Creates a small web API on Truce: conflict rules with tests, a decider, a projection, PGlite or PostgreSQL.

Usage: ${USAGE}

  <folder>       a folder that does not exist or is empty; '.' is the working folder
  -h, --help     print this help
  -v, --version  print the version
`;

/** @returns The exit status: 0, or 1 if nothing was created, or 2 if the command was called wrongly. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const fail = (message: string, status: number): number => {
    terminal.printError(`create-truce: ${message}\n`);
    return status;
  };
  const call = read(args);
  if ("mistake" in call) return fail(`${call.mistake}\nUsage: ${USAGE}`, 2);
  if (call.help) return print(terminal, HELP);
  if (call.version) return print(terminal, `${VERSION}\n`);

  let { folder } = call;
  if (folder === undefined) {
    if (!terminal.isTerminal) return fail(`name the folder of the project\nUsage: ${USAGE}`, 2);
    const answer = await terminal.ask(`Folder of the project (${DEFAULT_FOLDER}): `);
    if (answer === null) return fail("nothing was created", 1);
    folder = answer.trim() || DEFAULT_FOLDER;
  }
  try {
    const target = resolve(terminal.cwd, folder);
    const name = basename(target);
    checkPackageName(name);
    await writeProject(target, await projectFiles({ name, version: VERSION }));
    return print(terminal, messageFor(target, terminal));
  } catch (error) {
    if (error instanceof CreationError) return fail(error.message, 1);
    throw error;
  }
}

interface Call {
  readonly help: boolean;
  readonly version: boolean;
  readonly folder: string | undefined;
}

function read(args: readonly string[]): Call | { readonly mistake: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "v" } },
    });
    const [folder, ...more] = positionals;
    if (more.length > 0) return { mistake: `name one folder, and not ${positionals.length}` };
    return { help: values.help ?? false, version: values.version ?? false, folder };
  } catch (error) {
    // The message of Node names the option. What follows its first sentence is about `--`.
    return { mistake: error instanceof Error ? error.message.replace(/\. .*$/s, "") : String(error) };
  }
}

function print(terminal: Terminal, text: string): number {
  terminal.print(text);
  return 0;
}

/** Only a person needs the next steps. */
function messageFor(target: string, { cwd, isTerminal }: Terminal): string {
  const folder = relative(cwd, target);
  const created = `Created ${folder === "" ? "the project" : `'${folder}'`}.\n`;
  if (!isTerminal) return created;
  const steps = [
    ...(folder === "" ? [] : [`cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}`]),
    "npm install",
    "npm run dev     starts the server on http://127.0.0.1:3000",
    "npm test        runs the tests",
  ];
  const next = steps.map((step) => `  ${step}\n`).join("");
  return `${created}\nNext:\n${next}\nREADME.md says what to try, and what to look at.\n`;
}
