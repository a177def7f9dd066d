/** What a run says by its exit status. */

/** No problems found. */
export const CLEAN = 0;
/** The command did its work, and found something. */
export const FINDINGS = 1;
/** The command could not do its work: misuse, or a file that cannot be read. */
export const MISUSE = 2;

export type ExitStatus = typeof CLEAN | typeof FINDINGS | typeof MISUSE;
