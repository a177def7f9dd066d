/** The name of the schema. It is the only value that becomes part of a statement. All others are sent as parameters. */

import { InvalidInputError } from "@truce/core";

/** The default schema. */
export const DEFAULT_SCHEMA = "truce";

/** The maximum length of an identifier. PostgreSQL truncates longer ones, so two names could become the same. */
const MAX_IDENTIFIER_BYTES = 63;

/** Lower case only, so that the name is the same with and without quotes. */
const ALLOWED = /^[a-z_][a-z0-9_]*$/;

/**
 * The name as an SQL identifier in double quotes.
 *
 * @throws InvalidInputError if the name is longer than 63 characters, has other characters than lower-case letters,
 * digits and underscores, or begins with a digit or with `pg_`.
 *
 * @example
 * ```ts
 * quotedSchema("truce"); // '"truce"'
 * ```
 */
export function quotedSchema(name: unknown): string {
  if (typeof name !== "string" || !ALLOWED.test(name)) {
    throw new InvalidInputError(
      "options.schema",
      "must consist of lower-case letters, digits and underscores, and must not begin with a digit",
    );
  }
  if (name.length > MAX_IDENTIFIER_BYTES) {
    throw new InvalidInputError("options.schema", `must have at most ${MAX_IDENTIFIER_BYTES} characters`);
  }
  if (name.startsWith("pg_")) {
    throw new InvalidInputError("options.schema", "must not begin with 'pg_', which PostgreSQL reserves");
  }
  return `"${name}"`;
}
