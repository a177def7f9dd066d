/** The name of the schema: the only thing that is ever put into SQL as text. Everything else travels as data. */

import { InvalidInputError } from "@truce/core";

/** Where the store lives unless an option says otherwise. */
export const DEFAULT_SCHEMA = "truce";

/** The longest identifier, in bytes. PostgreSQL cuts longer ones off in silence, so that two names become one. */
const MAX_IDENTIFIER_BYTES = 63;

/** Lower case only: what stands in SQL is then the same name, quoted or not. */
const ALLOWED = /^[a-z_][a-z0-9_]*$/;

/**
 * The name as an SQL identifier, in double quotes.
 *
 * @throws InvalidInputError unless it is made of lower-case letters, digits and underscores, does not begin with a
 * digit or with `pg_`, and has at most 63 bytes.
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
      "must be made of lower-case letters, digits and underscores, and not begin with a digit",
    );
  }
  if (name.length > MAX_IDENTIFIER_BYTES) {
    throw new InvalidInputError("options.schema", `must have at most ${MAX_IDENTIFIER_BYTES} characters`);
  }
  if (name.startsWith("pg_")) {
    throw new InvalidInputError(
      "options.schema",
      "must not begin with 'pg_', which PostgreSQL keeps for itself",
    );
  }
  return `"${name}"`;
}
