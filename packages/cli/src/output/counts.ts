/** Numbers of things, in words. */

import type { FixSummary } from "../commands/check/fix-project.ts";

/** `1 error`, `2 errors` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `fixed 3 problems in 2 files` */
export function fixedText({ problems, files }: FixSummary): string {
  return `fixed ${count(problems, "problem")} in ${count(files.length, "file")}`;
}
