/** `truce help`: the page of a diagnostic, the help of a command, or that of all. */

import type { DefineCommand } from "../../context.ts";
import { examples } from "../command.ts";
import { MisuseError } from "../../misuse-error.ts";

const CODE = /^CF\d{4}$/i;

export const help: DefineCommand = (command, { io, style, showHelp }) => {
  command
    .description("Explain a diagnostic or a command.")
    .argument("[topic]", "the code of a diagnostic, or the name of a command")
    .addHelpText("after", examples(["truce help CF2005", "truce help check"]))
    .action(async (topic) => {
      if (topic !== undefined && CODE.test(topic)) {
        const { pageForTerminal } = await import("../../output/diagnostic-page.ts");
        io.stdout.write(await pageForTerminal(topic.toUpperCase(), style));
      } else if (!(await showHelp(topic ?? null))) {
        throw new MisuseError(`there is no help on '${topic}': name a command, or a code such as CF2005`);
      }
    });
};
