/** The exit status of a run. */

/** No problems found. */
export const CLEAN = 0;
/** The command did its work and found problems. */
export const FINDINGS = 1;
/** The command could not do its work: wrong usage, or a file that cannot be read or written. */
export const MISUSE = 2;

export type ExitStatus = typeof CLEAN | typeof FINDINGS | typeof MISUSE;

/** The worse of two statuses. */
export function worse(one: ExitStatus, other: ExitStatus): ExitStatus {
  return one > other ? one : other;
}
