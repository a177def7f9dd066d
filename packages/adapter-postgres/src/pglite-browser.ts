/** For browsers only: PGlite in IndexedDB, safe from a second tab. */

export { DatabaseLockedError } from "./errors/errors.ts";
export { openPglite, type OpenPgliteOptions } from "./drivers/open-pglite-in-browser.ts";
export type { OpenedPglite } from "./drivers/opened-pglite.ts";
export type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
