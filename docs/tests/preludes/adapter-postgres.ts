/** What examples in the doc comments of the PostgreSQL adapter take for granted, besides the usual names. */

import type { PostgresAdapter } from "@truce/adapter-postgres";
import type { PoolClient } from "pg";

export { PGlite } from "@electric-sql/pglite";
export { Client, Pool } from "pg";

export declare const adapter: PostgresAdapter;
export declare const client: PoolClient;
