/** Names that examples in doc comments of the PostgreSQL adapter may use, besides the usual ones. */

import type { PostgresAdapter } from "@truce/adapter-postgres";
import type { PoolClient } from "pg";

export { PGlite } from "@electric-sql/pglite";
export { Client, Pool } from "pg";

export declare const adapter: PostgresAdapter;
export declare const client: PoolClient;
