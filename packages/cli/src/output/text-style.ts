/** The colours of what the language renders as text. */

import type { TextStyle } from "@truce/rules-dsl/notation";
import type { Style } from "../style.ts";

/** One look for each meaning, the same in every command. */
export function textStyleOf(style: Style): TextStyle {
  return {
    strong: (text) => style("bold", text),
    dim: (text) => style("gray", text),
    conflict: (text) => style("red", text),
    compatible: (text) => style("green", text),
    depends: (text) => style("yellow", text),
  };
}
