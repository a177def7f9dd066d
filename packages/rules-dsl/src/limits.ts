/**
 * The limits that the author of rules can meet. They are far above what people write, and prevent a hostile file from
 * blocking a build. The page of CF1012 lists them.
 */

/** The size limit of a file, in bytes of UTF-8. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** The longest name, in characters (code points). */
export const MAX_NAME_LENGTH = 256;

/** The longest name, in bytes of UTF-8: the limit of an event type. */
export const MAX_NAME_BYTES = 512;

/** The longest path into a payload, in keys. Payloads cannot be nested deeper. */
export const MAX_FIELD_DEPTH = 64;

/** How deep groups may be nested. */
export const MAX_GROUP_DEPTH = 64;

/** The most names that all groups of a project may expand to. */
export const MAX_GROUP_NAMES = 1_000_000;

/** The most conflicts that groups and exceptions may add to those that are written out, in a whole project. */
export const MAX_EXPANDED_CONFLICTS = 1_000_000;

/** After this many lines with errors, the rest of a file is not parsed. */
export const MAX_LINES_WITH_ERRORS = 10_000;

/** The most errors, and the most warnings, that are reported for one file. */
export const MAX_PROBLEMS = 10_000;

/** The longest name of a file or a folder, or pattern, in characters. It is longer than any path on most systems. */
export const MAX_PATTERN_LENGTH = 4096;
