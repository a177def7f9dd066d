/** `truce init`: writes a first rule file and its tests. */

import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectPath } from "@truce/rules-dsl/node";
import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { createFile } from "../../files/create-file.ts";
import { isThere } from "../../files/is-there.ts";
import { printable } from "../../base/printable.ts";
import { projectFor } from "../../projects/projects-for.ts";
import { FIRST_FILE, FIRST_TESTS } from "./first-file.ts";

const NEXT = `
Next:
  truce check                       report problems in the rules
  truce matrix                      print a table of what conflicts with what
  truce test                        run the tests of the rules
  truce build --out src/rules.ts    write the rules as a TypeScript module
`;

export const init: DefineCommand = (command, context, { exitWith }) => {
  command
    .description("Write a first rule file and its tests. Nothing is overwritten.")
    .argument("[file]", "the rule file to write", "rules.conflicts")
    .addHelpText("after", examples(["truce init", "truce init rules/crm.conflicts"]))
    .action(
      exitWith(async (file) => {
        if (!file.endsWith(".conflicts"))
          throw new MisuseError(`'${file}' is not the name of a .conflicts file`);
        const { root } = (await projectFor(context, [file])).context;
        const tests = `${file}.test.yaml`;
        const targets = [await targetOf(root, file), await targetOf(root, tests)] as const;
        await writeNew(targets[0], file, FIRST_FILE);
        await writeNew(targets[1], tests, FIRST_TESTS);
        context.io.stdout.write(`wrote ${printable(file)}\nwrote ${printable(tests)}\n${NEXT}`);
        return CLEAN;
      }),
    );
};

/** The absolute path of a file to write. */
async function targetOf(root: string, file: string): Promise<string> {
  const path = projectPath(root, file);
  if (path === null) throw new MisuseError(`'${file}' is outside the root of the project`);
  const target = join(root, path);
  await checkInside(root, dirname(target), file);
  if (await isThere(target)) throw alreadyThere(file);
  return target;
}

async function writeNew(target: string, file: string, text: string): Promise<void> {
  if (!(await createFile(target, file, text))) throw alreadyThere(file);
}

function alreadyThere(file: string): MisuseError {
  return new MisuseError(`'${file}' already exists, and was not changed`);
}

/** @throws MisuseError if a symbolic link leads outside the root, on the way to the nearest folder that exists. */
async function checkInside(root: string, folder: string, file: string): Promise<void> {
  let nearest = folder;
  let real = await realPathOf(nearest);
  while (real === null && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    real = await realPathOf(nearest);
  }
  const realRoot = await realPathOf(root);
  // If the root does not exist, it is made with everything in it.
  if (realRoot !== null && real !== null && projectPath(realRoot, real) === null)
    throw new MisuseError(`'${file}' leads out of the project by a symbolic link`);
}

async function realPathOf(path: string): Promise<string | null> {
  return await realpath(path).catch(() => null);
}
