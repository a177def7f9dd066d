/** The parts of help texts that commander has no words for, and how help looks. Where there are no colours, it takes them out. */

import type { Command, HelpConfiguration } from "@commander-js/extra-typings";
import { styleFor, type Style } from "./style.ts";

const heading = (text: string): string => styleFor(true)("bold", text);

/** Command lines, as the last part of a command's help. */
export function examples(lines: readonly string[]): string {
  return `\n${heading("Examples:")}\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

/** The last part of the help of the program. */
export const END_OF_HELP = `
${heading("Exit status:")}
  0  nothing to complain of
  1  something was found
  2  misuse, or a file that cannot be read or written

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
