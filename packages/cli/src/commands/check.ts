/** `truce check`: every diagnostic of a project. */

import { check as checkFiles, formatDiagnostics, hasErrors } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";
import type { DefineCommand } from "../context.ts";
import { CLEAN, FINDINGS } from "../exit-status.ts";
import { examples } from "../help.ts";
import { MisuseError } from "../misuse-error.ts";

export const check: DefineCommand = (command, { io, root, end }) => {
  command
    .argument("[files...]", "files, folders or patterns; every .conflicts file below the root where left out")
    .addHelpText(
      "after",
      examples(["truce check", "truce check rules/crm.conflicts", "truce check 'rules/**/*.conflicts'"]),
    )
    .action(async (patterns) => {
      const { files } = await loadProject(patterns, { root });
      if (files.length === 0) throw new MisuseError("no .conflicts file was found");
      const diagnostics = checkFiles(files);
      io.stdout.write(formatDiagnostics(diagnostics, files));
      end(hasErrors(diagnostics) ? FINDINGS : CLEAN);
    });
};
