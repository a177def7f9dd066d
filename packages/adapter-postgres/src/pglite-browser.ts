/** For browsers only: opens PGlite in IndexedDB, in one tab at a time. */

export { DatabaseLockedError } from "./errors/errors.ts";
export { openPglite, type OpenPgliteOptions } from "./drivers/open-pglite-in-browser.ts";
export type { OpenedPglite } from "./drivers/opened-pglite.ts";
export type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
