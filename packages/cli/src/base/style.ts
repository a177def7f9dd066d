/** Colours, and whether an output gets them. */

import { styleText } from "node:util";
import type { Io, Output } from "./io.ts";

/** One look, or several together. */
type Format = Parameters<typeof styleText>[0];

/** Gives a text a look. Returns it unchanged if there are no colours. */
export type Style = (format: Format, text: string) => string;

export function styleFor(colors: boolean): Style {
  return colors
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_format, text) => text;
}

/**
 * Whether an output gets colours. The command line decides first, then FORCE_COLOR, then NO_COLOR, which is Node's order.
 * Otherwise a terminal that can show colours gets them.
 */
export function wantsColors(output: Output, env: Io["env"], option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return ["", "1", "2", "3", "true"].includes(forced);
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  return output.isTerminal && env["TERM"] !== "dumb";
}
