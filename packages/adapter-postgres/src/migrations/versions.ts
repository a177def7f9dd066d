/**
 * The versions of the schema.
 *
 * Tables are migrated: each version has the SQL that leads to it from the version before, and that text is frozen once it
 * is released. Functions are replaced: there is only their newest text, which is applied whenever the database has
 * another. A version that changes nothing but functions is a version too, so that an older package never puts its own
 * functions over newer ones.
 */

import { tablesSql } from "./0001-tables.ts";
import { functionsSql } from "./functions.ts";

/** One version of the schema. */
interface SchemaVersion {
  /** The SQL that leads to this version's tables from those of the version before, for a quoted schema. */
  readonly tables: (schema: string) => string;
  /** SHA-256 of the functions' SQL for the schema "truce", in hexadecimal. It is recorded in the database. */
  readonly functionsHash: string;
}

/** What a package knows about the schema. */
export interface KnownSchema {
  /** From version 1 on. */
  readonly versions: readonly [SchemaVersion, ...SchemaVersion[]];
  /** The SQL for the functions of the newest version, for a quoted schema. */
  readonly functions: (schema: string) => string;
}

/** The schema as this package knows it. */
export const SCHEMA: KnownSchema = {
  versions: [
    { tables: tablesSql, functionsHash: "859a7f53907a07409b18a390c7a8ebe22c57cea409ccf9a08b34dc19c1930b37" },
  ],
  functions: functionsSql,
};
