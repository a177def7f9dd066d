/** `truce help`: explains a diagnostic, a command, or the program. */

import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";

const CODE = /^CF\d{4}$/i;

export const help: DefineCommand = (command, { io, style }, { exitWith, showHelp }) => {
  command
    .description("Explain a diagnostic or a command.")
    .argument("[topic]", "the code of a diagnostic, or the name of a command")
    .addHelpText("after", examples(["truce help CF2005", "truce help check"]))
    .action(
      exitWith(async (topic) => {
        if (topic !== undefined && CODE.test(topic)) io.stdout.write(await pageOf(topic.toUpperCase()));
        else if (!(await showHelp(topic ?? null)))
          throw new MisuseError(`there is no help on '${topic}': name a command, or a code such as CF2005`);
        return CLEAN;
      }),
    );

  async function pageOf(code: string): Promise<string> {
    const { diagnosticPage } = await import("@truce/rules-dsl/node");
    const { renderPage } = await import("../../output/diagnostic-page.ts");
    const page = await diagnosticPage(code);
    if (page === null) throw new MisuseError(`there is no diagnostic '${code}'`);
    return renderPage(page, style);
  }
};
