/** For Node only: PGlite in a directory, safe from a second process. */

export { DirectoryLockedError } from "./errors/errors.ts";
export { openPglite, type OpenedPglite } from "./drivers/open-pglite.ts";
