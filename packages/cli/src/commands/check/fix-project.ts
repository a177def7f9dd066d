/** `truce check --fix`: writes the fixes of diagnostics into the files of a project. */

import { fixAll, type CheckOptions, type SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../base/context.ts";
import { writeFiles } from "../../files/write-files.ts";
import type { FixSummary } from "./report/reporter.ts";

/** A project after fixing. */
export interface FixedProject {
  /** The files with their present texts. */
  readonly files: readonly SourceFile[];
  readonly summary: FixSummary;
  /** Whether a file with fixes could not be written. */
  readonly isIncomplete: boolean;
}

/** Fixes files, and writes those that change. Standard input is fixed too, but no file is written for it. */
export async function fixProject(
  context: Pick<Context, "io" | "root">,
  files: readonly SourceFile[],
  { checkOptions, isStdin }: { readonly checkOptions: CheckOptions; readonly isStdin: boolean },
): Promise<FixedProject> {
  const { files: after, fixed } = fixAll(files, checkOptions);
  const changed = after.flatMap(({ file, text }, index) => {
    const before = files[index]?.text ?? "";
    return before === text ? [] : [{ file, before, after: text }];
  });
  const written = isStdin ? changed : await writeFiles(changed, context);
  const texts = new Map(written.map((change) => [change.file, change.after]));
  return {
    // A file that could not be written still has its problems.
    files: files.map((source) => ({ ...source, text: texts.get(source.file) ?? source.text })),
    summary: {
      problems: written.reduce((sum, { file }) => sum + (fixed.get(file) ?? 0), 0),
      files: written.map(({ file }) => file),
    },
    isIncomplete: written.length < changed.length,
  };
}
