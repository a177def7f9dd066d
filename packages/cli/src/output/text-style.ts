/** The colours of the texts that the language packages render: one look for each meaning, the same in every command. */

import type { TextStyle } from "@truce/rules-dsl/notation";
import type { Style } from "../base/style.ts";

export function textStyleOf(style: Style): TextStyle {
  return {
    strong: (text) => style("bold", text),
    dim: (text) => style("gray", text),
    conflict: (text) => style("red", text),
    compatible: (text) => style("green", text),
    depends: (text) => style("yellow", text),
  };
}
