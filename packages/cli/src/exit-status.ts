/** What a run says by its exit status. */

/** Nothing to complain of. */
export const CLEAN = 0;
/** The command did its work, and found something. */
export const FINDINGS = 1;
/** The command could not do its work: misuse, or a file that cannot be read. */
export const MISUSE = 2;

export type ExitStatus = typeof CLEAN | typeof FINDINGS | typeof MISUSE;

/** The one that says more: a file that cannot be written counts more than a finding. */
export function worse(first: ExitStatus, second: ExitStatus): ExitStatus {
  return first > second ? first : second;
}
