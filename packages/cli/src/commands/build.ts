/** `truce build`: rules as a TypeScript module. */

import { resolve } from "node:path";
import { compile, formatDiagnostics, generateModule } from "@truce/rules-dsl";
import { isSameModule, readBuilt, writeBuilt } from "../build/module-file.ts";
import type { Context, DefineCommand } from "../context.ts";
import { CLEAN, FINDINGS, type ExitStatus } from "../exit-status.ts";
import { examples } from "../help.ts";
import { MisuseError } from "../misuse-error.ts";
import { printable } from "../printable.ts";
import { readProject, type FileOptions } from "../project/read-project.ts";
import { textStyleOf } from "../report/text-style.ts";

const EXAMPLES = [
  "truce build --out src/rules.ts",
  "truce build rules/crm.conflicts --out src/crm-rules.ts",
  "truce build --out src/rules.ts --check",
  "truce build > src/rules.ts",
];

export const build: DefineCommand = (command, context) => {
  command
    .description(
      "Writes the rules as a TypeScript module: no parser at run time, and names that the compiler checks.",
    )
    .argument(
      "[files...]",
      "files, folders or patterns, '-' for standard input (default: every .conflicts file)",
    )
    .option("--out <file>", "where to write the module (default: standard output)")
    .option("--check", "change nothing, and say whether the module is up to date")
    .option(
      "--events <list.json>",
      "the event types that there are: names that are not among them are errors",
    )
    .option("--stdin-filename <file>", "what the text from standard input is called")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (patterns, { out, check = false, ...fileOptions }) => {
      if (check && out === undefined)
        throw new MisuseError("--check needs --out: the module that is to be checked");
      if (out === "-")
        throw new MisuseError("--out names a file: leave it out for standard output, or write './-'");
      const module = await moduleOf(context, patterns, fileOptions);
      if (module === null) context.end(FINDINGS);
      else if (out === undefined) context.io.stdout.write(module);
      else context.end(await (check ? checkModule : writeModule)(context, out, module));
    });
};

/** The text of the module; null where the rules have errors. Whatever is wrong with them goes to standard error. */
async function moduleOf(
  context: Context,
  patterns: readonly string[],
  fileOptions: FileOptions,
): Promise<string | null> {
  const { files, sources, checkOptions } = await readProject(context, patterns, fileOptions);
  const { rules, events, diagnostics } = compile(files, checkOptions);
  if (diagnostics.length > 0) {
    const style = textStyleOf(context.errorStyle);
    context.io.stderr.write(`${formatDiagnostics(diagnostics, sources, { style })}\n`);
  }
  if (rules === null) {
    context.io.stderr.write("nothing was built\n");
    return null;
  }
  return generateModule(rules, { events, files: files.map(({ file }) => file) });
}

async function checkModule({ io, root }: Context, out: string, module: string): Promise<ExitStatus> {
  const before = await readBuilt(resolve(root, out), out);
  if (before !== null && isSameModule(before, module)) {
    io.stdout.write(`${printable(out)} is up to date\n`);
    return CLEAN;
  }
  io.stdout.write(
    `${printable(out)} is ${before === null ? "not there" : "not up to date"}: build it again\n`,
  );
  return FINDINGS;
}

async function writeModule({ io, root }: Context, out: string, module: string): Promise<ExitStatus> {
  const path = resolve(root, out);
  const before = await readBuilt(path, out);
  if (before !== null && isSameModule(before, module)) {
    io.stdout.write(`${printable(out)} is up to date\n`);
  } else {
    await writeBuilt(path, out, before, module);
    io.stdout.write(`wrote ${printable(out)}\n`);
  }
  return CLEAN;
}
