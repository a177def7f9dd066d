/** Truce's storage adapter for PostgreSQL and PGlite. */

export type { PostgresConnection } from "./connection.ts";
export type { PgClient, PgPool, PgQuery, PgResult } from "./drivers/pg-client.ts";
export type { PgliteLike, PgliteTransaction } from "./drivers/pglite.ts";
export {
  ConnectionRefusedError,
  DamagedHistoryError,
  DatabaseError,
  DataRefusedError,
  NoTransactionError,
  PermissionDeniedError,
  SchemaMissingError,
  SchemaTooNewError,
  UnsupportedIsolationError,
} from "./errors/errors.ts";
export type { PostgresAdapterOptions, SynchronousCommit } from "./options.ts";
export { postgresAdapter, type PostgresAdapter } from "./postgres-adapter.ts";
export type { Positions } from "./reading/reads.ts";
export { fieldIndexesSql, grantsSql, schemaSql, type SchemaOptions } from "./schema-sql.ts";
