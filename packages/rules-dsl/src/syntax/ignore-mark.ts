/** Matches the beginning of an ignore comment: `// conflicts:ignore CF3002 because ...`. */
export const IGNORE_MARK = /^\/\/+[ \t]*conflicts:ignore\b/;
