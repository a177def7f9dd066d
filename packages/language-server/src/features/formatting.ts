import type { TextEdit } from "vscode-languageserver";
import { format } from "@truce/rules-dsl";
import { editsBetween } from "../text/positions.ts";
import type { OpenFile } from "./place.ts";

/** The edits that `truce fmt` would make. None for a file with syntax errors. */
export function formattingOf({ file, placed }: Pick<OpenFile, "file" | "placed">): readonly TextEdit[] {
  const { text } = format(placed.text, { file });
  return text === null ? [] : editsBetween(placed, text);
}
