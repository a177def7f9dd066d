/** Colours for people at a terminal; none in a pipe, in a file, or where NO_COLOR is set. */

import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Dresses a text for standard output, if that is a terminal with colours. */
function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** What a style stands for in this program. */
export const heading = (text: string): string => paint("bold", text);
export const faint = (text: string): string => paint("dim", text);
export const good = (text: string): string => paint("green", text);
export const bad = (text: string): string => paint("red", text);
export const strong = (text: string): string => paint("cyan", text);
