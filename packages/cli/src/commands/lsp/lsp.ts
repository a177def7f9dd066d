/** `truce lsp`: the language server that editors start. */

import { Option } from "@commander-js/extra-typings";
import { startLanguageServer } from "@truce/language-server";
import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";

export const lsp: DefineCommand = (command, context, { exitWith }) => {
  command
    .description(
      "Start the language server: an editor starts this command and talks to it by the Language Server Protocol.",
    )
    .option("--stdio", "use standard input and output, which is the only way; editors pass this option")
    // Editors that use vscode-languageclient pass it. The protocol names the process too.
    .addOption(new Option("--clientProcessId <id>").hideHelp())
    .addHelpText("after", examples(["truce lsp --stdio"]))
    .action(
      exitWith(async () => {
        if (context.isRootGiven || context.project !== null)
          throw new MisuseError("the editor names the folders: leave out --root and --project");
        await startLanguageServer(context.io.streams());
        return CLEAN;
      }),
    );
};
