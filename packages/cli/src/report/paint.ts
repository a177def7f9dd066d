/** The colours of diagnostics. */

import type { DiagnosticPart, RenderOptions } from "@truce/rules-dsl";
import type { Format, Style } from "../style.ts";

const LOOKS: Readonly<Record<DiagnosticPart, Format>> = {
  place: "bold",
  error: ["bold", "red"],
  warning: ["bold", "yellow"],
  code: "bold",
  gutter: "gray",
  help: "cyan",
};

export function paintWith(style: Style): NonNullable<RenderOptions["paint"]> {
  return (part, text) => style(LOOKS[part], text);
}
