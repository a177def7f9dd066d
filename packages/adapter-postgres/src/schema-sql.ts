/** The schema and the rights as text, for those who let nobody but their DBA change a database. */

import { InvalidInputError } from "@truce/core";

import { wholeSchemaSql } from "./migrations/migrate.ts";
import { grantsForRole } from "./sql/grants.ts";
import { DEFAULT_SCHEMA, quotedSchema } from "./sql/schema-name.ts";

/** Where the store lives. */
export interface SchemaOptions {
  /** Name of the schema: `truce` unless set. Lower-case letters, digits and underscores, at most 63. */
  readonly schema?: string | undefined;
}

/**
 * What `migrate()` would run on a database that has no such schema yet.
 *
 * @throws InvalidInputError if the schema's name is not allowed.
 *
 * @example
 * ```ts
 * console.log(schemaSql({ schema: "crm_events" }));
 * ```
 */
export function schemaSql({ schema = DEFAULT_SCHEMA }: SchemaOptions = {}): string {
  return wholeSchemaSql(quotedSchema(schema));
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
