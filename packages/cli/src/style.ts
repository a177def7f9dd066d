/** Colours, where they are wanted. */

import { styleText } from "node:util";
import type { Io, Output } from "./io.ts";

/** A look, or several at once. */
type Format = Parameters<typeof styleText>[0];

/** Gives a text its look; leaves it as it is where there are no colours. */
export type Style = (format: Format, text: string) => string;

export function styleFor(colors: boolean): Style {
  return colors
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_format, text) => text;
}

/**
 * Whether an output gets colours: as the command line says; else as FORCE_COLOR says, and then NO_COLOR, which is the
 * order in which Node asks them; else if it is a terminal that can show them.
 */
export function wantsColors(output: Output, env: Io["env"], option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return ["", "1", "2", "3", "true"].includes(forced);
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  return output.isTerminal && env["TERM"] !== "dumb";
}
