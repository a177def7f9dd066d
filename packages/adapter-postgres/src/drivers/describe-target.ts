/** Describes the server that a pool connects to, for error messages. Never contains a password. */

import type { PgPool } from "./pg-client.ts";

/** `PostgreSQL at HOST:PORT, database 'DB'`, without the parts that the options do not have. */
export function describeTarget(options: PgPool["options"]): string {
  const { host, port, database } = { ...fromUrl(options?.connectionString), ...definedOf(options) };
  const at = host === undefined ? "" : ` at ${host}${port === undefined ? "" : `:${port}`}`;
  return `PostgreSQL${at}${database === undefined ? "" : `${at && ","} database '${database}'`}`;
}

interface Target {
  readonly host?: string;
  readonly port?: string | number;
  readonly database?: string;
}

function definedOf({ host, port, database }: PgPool["options"] = {}): Target {
  return {
    ...(typeof host === "string" && host !== "" && { host }),
    ...((typeof port === "number" || typeof port === "string") && { port }),
    ...(typeof database === "string" && database !== "" && { database }),
  };
}

function fromUrl(connectionString: unknown): Target {
  if (typeof connectionString !== "string" || !URL.canParse(connectionString)) return {};
  const { hostname, port, pathname } = new URL(connectionString);
  return {
    ...(hostname !== "" && { host: decodeURIComponent(hostname), port: port === "" ? 5432 : port }),
    ...(pathname.length > 1 && { database: decodeURIComponent(pathname.slice(1)) }),
  };
}
