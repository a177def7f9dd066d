/** The schema and the rights as SQL, for teams whose databases are changed by a DBA only. */

import { InvalidInputError, type ConflictRules } from "@truce/core";

import { migrationScript } from "./migrations/migrate.ts";
import { fieldIndexes } from "./sql/field-indexes.ts";
import { grantsForRole } from "./sql/grants.ts";
import { DEFAULT_SCHEMA, quotedSchema } from "./sql/schema-name.ts";

/** The schema that the store is in. */
export interface SchemaOptions {
  /** The name of the schema: at most 63 lower-case letters, digits and underscores. Default: `truce`. */
  readonly schema?: string | undefined;
}

/**
 * What `migrate()` does, as a script: it creates the schema or brings an older one up to date, in one transaction. On a
 * newer schema it fails and changes nothing.
 *
 * @throws InvalidInputError if the name of the schema is not allowed.
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
 * Statements that create indexes on the payload fields for which rules have equalities (`on roomId`), if they do not exist.
 * They pay if appends with such rules are often thousands of events behind: each index makes every append a little slower.
 * The store uses an index as soon as it exists, and no longer if it is dropped.
 *
 * They are `CREATE INDEX CONCURRENTLY`, so appends go on meanwhile. Execute each by itself, outside a transaction, as the
 * owner of the schema, after `migrate()`.
 *
 * @throws InvalidInputError if the name of the schema is not allowed.
 *
 * @example
 * ```ts
 * for (const sql of fieldIndexesSql(rules)) console.log(sql);
 * ```
 */
export function fieldIndexesSql(
  rules: ConflictRules,
  { schema = DEFAULT_SCHEMA }: SchemaOptions = {},
): readonly string[] {
  return fieldIndexes(quotedSchema(schema), rules);
}

/**
 * The grants that an application needs, to be executed by the owner of the schema: SELECT on the tables, EXECUTE on the
 * functions that append and that return the high-water mark, and INSERT and UPDATE on snapshots. They include no right to
 * INSERT, UPDATE or DELETE events.
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
    throw new InvalidInputError("options.role", "must have 1 to 63 printable ASCII characters");
  }
  return `"${role.replaceAll('"', '""')}"`;
}
