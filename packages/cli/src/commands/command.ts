/** The parts of help texts that commander does not have, and how help looks. Commander removes the colours if there are to be none. */

import type { Command, HelpConfiguration } from "@commander-js/extra-typings";
import { styleFor, type Style } from "../style.ts";

const heading = (text: string): string => styleFor(true)("bold", text);

/** Command lines, as the last part of a command's help. */
export function examples(lines: readonly string[]): string {
  return `\n${heading("Examples:")}\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

/** The last part of the help of the program. */
export const END_OF_HELP = `
${heading("Exit status:")}
  0  no problems found
  1  problems found
  2  wrong usage, or a file that cannot be read or written

${heading("Examples:")}
  $ truce init
  $ truce check
  $ truce help check`;

/** How help looks. */
export function helpConfiguration(style: Style): HelpConfiguration {
  return {
    showGlobalOptions: true,
    subcommandTerm: (command: Command) => command.name(),
    styleTitle: (text) => style("bold", text),
    styleCommandText: (text) => style("cyan", text),
    styleSubcommandText: (text) => style("cyan", text),
    styleOptionText: (text) => style("cyan", text),
    styleArgumentText: (text) => style("cyan", text),
  };
}
