/** `truce init`: a first rule file and its tests. */

import { mkdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectPath } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../../context.ts";
import { examples } from "../command.ts";
import { codeOf } from "../../error-code.ts";
import { createFile } from "../../files/create-file.ts";
import { MisuseError } from "../../misuse-error.ts";
import { printable } from "../../printable.ts";
import { FIRST_FILE, FIRST_TESTS } from "./first-file.ts";
import { isThere } from "../../files/is-there.ts";
import { projectFor } from "../../projects/projects-for.ts";

const NEXT = `
Next:
  truce check                       report problems in the rules
  truce matrix                      print a table of what conflicts with what
  truce test                        run the tests of the rules
  truce build --out src/rules.ts    write the rules as a TypeScript module
`;

export const init: DefineCommand = (command, context) => {
  command
    .description("Write a first rule file and its tests. Nothing is overwritten.")
    .argument("[file]", "the rule file to write", "rules.conflicts")
    .addHelpText("after", examples(["truce init", "truce init rules/crm.conflicts"]))
    .action(async (file) => {
      if (!file.endsWith(".conflicts"))
        throw new MisuseError(`'${file}' is not the name of a .conflicts file`);
      const { root } = (await projectFor(context, [file])).context;
      const tests = `${file}.test.yaml`;
      const targets = [await targetOf(root, file), await targetOf(root, tests)] as const;
      await writeNew(targets[0], file, FIRST_FILE);
      await writeNew(targets[1], tests, FIRST_TESTS);
      context.io.stdout.write(`wrote ${printable(file)}\nwrote ${printable(tests)}\n${NEXT}`);
    });
};

/** The absolute path of a file to write. */
async function targetOf(root: string, file: string): Promise<string> {
  const path = projectPath(root, file);
  if (path === null) throw new MisuseError(`'${file}' is outside the root of the project`);
  const target = join(root, path);
  await staysInside(root, dirname(target), file);
  if (await isThere(target)) throw new MisuseError(`'${file}' is there already, and was left as it is`);
  return target;
}

async function writeNew(target: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true }).catch((error: unknown) => {
    throw misuseOf(error, `the folder of '${file}' cannot be made`);
  });
  await createFile(target, text).catch((error: unknown) => {
    if (codeOf(error) === "EEXIST")
      throw new MisuseError(`'${file}' is there already, and was left as it is`);
    throw misuseOf(error, `'${file}' cannot be written`);
  });
}

/** @throws MisuseError if the nearest folder that exists is outside the root, because of a symbolic link. */
async function staysInside(root: string, folder: string, file: string): Promise<void> {
  let nearest = folder;
  let real = await realPathOf(nearest);
  while (real === null && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    real = await realPathOf(nearest);
  }
  const realRoot = await realPathOf(root);
  // A root that is not there is made, with everything in it.
  if (realRoot !== null && real !== null && projectPath(realRoot, real) === null)
    throw new MisuseError(`'${file}' leads out of the project by a symbolic link`);
}

async function realPathOf(path: string): Promise<string | null> {
  return await realpath(path).catch(() => null);
}

function misuseOf(error: unknown, problem: string): unknown {
  const code = codeOf(error);
  return code === null ? error : new MisuseError(`${problem}: ${code}`);
}
