/** What `truce check` found, and the formats in which it is reported. */

import type { Diagnostic, SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../../context.ts";
import type { FixSummary } from "../fix-project.ts";

export interface Report {
  /** The files that were checked. */
  readonly files: readonly SourceFile[];
  /** The texts that diagnostics may point into. */
  readonly sources: readonly SourceFile[];
  /** What is reported; in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many errors there are, reported or not. */
  readonly errors: number;
  /** How many warnings there are, reported or not. */
  readonly warnings: number;
  /** What `--fix` has fixed; null without it. */
  readonly fixed: FixSummary | null;
}

/** Puts a report into words, or into the form that a program reads. */
export type Reporter = (report: Report, context: Context) => string | Promise<string>;

/** The reporters by the names that `--format` takes; each is loaded when it is needed. */
export const REPORTERS = {
  text: async () => (await import("./text.ts")).text,
  json: async () => (await import("./json.ts")).json,
  github: async () => (await import("./github.ts")).github,
  sarif: async () => (await import("./sarif.ts")).sarif,
} as const satisfies Record<string, () => Promise<Reporter>>;

export const FORMATS = ["text", "json", "github", "sarif"] as const;
