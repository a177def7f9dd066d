/** For Node only: PGlite in a directory, safe from a second process. */

export { DirectoryLockedError } from "./errors/errors.ts";
export { openPglite } from "./drivers/open-pglite.ts";
export type { OpenedPglite } from "./drivers/opened-pglite.ts";
export type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
