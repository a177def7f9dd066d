/** For Node only: opens PGlite in a directory, in one process at a time. */

export { DirectoryLockedError } from "./errors/errors.ts";
export { openPglite } from "./drivers/open-pglite.ts";
export type { OpenedPglite } from "./drivers/opened-pglite.ts";
export type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
