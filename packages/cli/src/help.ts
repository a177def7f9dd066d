/** The parts of help texts that commander has no words for, and how help looks. */

import type { Command, HelpConfiguration } from "@commander-js/extra-typings";
import type { Style } from "./style.ts";

/** Command lines, as the last part of a command's help. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join("")}`;
}

/** The last part of the help of the program. */
export const EXIT_STATUS = `
Exit status: 0 if there is nothing to complain of, 1 if there is, 2 for misuse or a file that cannot be read.
`;

/** How help looks. Colours are taken out again where there are none. */
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
