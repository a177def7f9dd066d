import { TruceError } from "@truce/core";
import { TRUCE_JSON } from "./find-truce-json.ts";
import type { Position } from "../source/source-text.ts";

/** What is wrong with `truce.json` or with a list of events. */
export interface SettingsProblem {
  /** The place in `truce.json`; null if the problem is about a whole file, which the message then names. */
  readonly start: Position | null;
  /** One sentence in lower case, the user's words in single quotes. */
  readonly message: string;
}

/** `truce.json` or a list of events cannot be read, or has mistakes. */
export class InvalidSettingsError extends TruceError {
  /** Identifies the error. */
  override readonly code = "invalid-settings";
  /** At least one. */
  readonly problems: readonly SettingsProblem[];
  /** The problems as text, one line for each: `truce.json:3:5: this project has no 'root'`. */
  readonly lines: readonly string[];

  constructor(...problems: readonly [SettingsProblem, ...SettingsProblem[]]) {
    const lines = problems.map(({ start, message }) =>
      start === null ? message : `${TRUCE_JSON}:${start.line}:${start.column}: ${message}`,
    );
    super(lines.join("\n"));
    this.problems = problems;
    this.lines = lines;
  }
}
