/** The schema and the rights as SQL, for teams whose databases are changed by a DBA only. */

import { InvalidInputError } from "@truce/core";

import { migrationScript } from "./migrations/migrate.ts";
import { grantsForRole } from "./sql/grants.ts";
import { DEFAULT_SCHEMA, quotedSchema } from "./sql/schema-name.ts";

/** Where the store lives. */
export interface SchemaOptions {
  /** Name of the schema: `truce` unless set. Lower-case letters, digits and underscores, at most 63. */
  readonly schema?: string | undefined;
}

/**
 * What `migrate()` does, as a script: it creates the schema or brings an older one up to date, in one transaction. On a
 * newer schema it fails and changes nothing.
 *
 * @throws InvalidInputError if the schema's name is not allowed.
 *
 * @example
 * ```ts
 * console.log(schemaSql({ schema: "crm_events" }));
 * ```
 */
export function schemaSql({ schema = DEFAULT_SCHEMA }: SchemaOptions = {}): string {
  return migrationScript(quotedSchema(schema));
}

/**
 * The least rights that an application needs, to be granted by the owner of the schema: SELECT, and EXECUTE on the
 * functions that append and that find out how far to read. No right to INSERT, UPDATE or DELETE.
 *
 * @param options.role - The application's role.
 * @throws InvalidInputError if a name is not allowed.
 */
export function grantsSql({
  role,
  schema = DEFAULT_SCHEMA,
}: SchemaOptions & { readonly role: string }): string {
  return grantsForRole(quotedSchema(schema), quotedRole(role));
}

function quotedRole(role: unknown): string {
  if (typeof role !== "string" || role === "" || role.length > 63 || !/^[\x20-\x7e]+$/.test(role)) {
    throw new InvalidInputError("options.role", "must have 1 to 63 characters of ASCII");
  }
  return `"${role.replaceAll('"', '""')}"`;
}
