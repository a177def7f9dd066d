/** `truce init`: a first file. */

import { mkdir, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectPath } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../context.ts";
import { examples } from "../help.ts";
import { codeOf } from "../error-code.ts";
import { createFile } from "../format/create-file.ts";
import { MisuseError } from "../misuse-error.ts";
import { printable } from "../printable.ts";
import { FIRST_FILE } from "../init/first-file.ts";

const NEXT = `
Next:
  truce check     finds what is wrong with it
  truce matrix    shows what conflicts with what
`;

export const init: DefineCommand = (command, { io, root }) => {
  command
    .description("Writes a first file of rules, to try things out with. Nothing is ever overwritten.")
    .argument("[file]", "where to write it", "rules.conflicts")
    .addHelpText("after", examples(["truce init", "truce init rules/crm.conflicts"]))
    .action(async (file) => {
      await writeNew(root, file);
      io.stdout.write(`wrote ${printable(file)}\n${NEXT}`);
    });
};

async function writeNew(root: string, file: string): Promise<void> {
  const path = projectPath(root, file);
  if (path === null) throw new MisuseError(`'${file}' is outside the root of the project`);
  if (!path.endsWith(".conflicts")) throw new MisuseError(`'${file}' is no name of a .conflicts file`);
  const target = join(root, path);
  await staysInside(root, dirname(target), file);
  await mkdir(dirname(target), { recursive: true }).catch((error: unknown) => {
    throw misuseOf(error, `the folder of '${file}' cannot be made`);
  });
  await createFile(target, FIRST_FILE).catch((error: unknown) => {
    if (codeOf(error) === "EEXIST")
      throw new MisuseError(`'${file}' is there already, and was left as it is`);
    throw misuseOf(error, `'${file}' cannot be written`);
  });
}

/** Sees to it that the nearest folder that is there is below the root, wherever links lead. */
async function staysInside(root: string, folder: string, file: string): Promise<void> {
  let nearest = folder;
  let real = await realPathOf(nearest);
  while (real === null && dirname(nearest) !== nearest) {
    nearest = dirname(nearest);
    real = await realPathOf(nearest);
  }
  const realRoot = await realPathOf(root);
  // A root that is not there is made, with all that is to be in it.
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
