/** `truce init`: a first file. */

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectPath } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../context.ts";
import { examples } from "../help.ts";
import { codeOf } from "../error-code.ts";
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
  const folder = dirname(target);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw misuseOf(error, `the folder of '${file}' cannot be made`);
  });
  await writeFile(target, FIRST_FILE, { flag: "wx" }).catch((error: unknown) => {
    if (codeOf(error) === "EEXIST")
      throw new MisuseError(`'${file}' is there already, and was left as it is`);
    throw misuseOf(error, `'${file}' cannot be written`);
  });
}

function misuseOf(error: unknown, problem: string): unknown {
  const code = codeOf(error);
  return code === null ? error : new MisuseError(`${problem}: ${code}`);
}
