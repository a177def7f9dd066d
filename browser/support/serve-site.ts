/** Serves the built site on the loopback interface, as a host for static files does. */

import { once } from "node:events";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const dist = join(import.meta.dirname, "../../docs/.vitepress/dist");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** A running server. */
export interface Site {
  /** Without a slash at its end. */
  readonly url: string;
  close(): void;
}

/** @throws Error if the site has not been built. */
export async function serveSite(): Promise<Site> {
  if (!existsSync(join(dist, "playground.html"))) {
    throw new Error("the site is not built: run 'npm run docs:build'");
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = extname(pathname) === "" ? `${pathname.replace(/\/$/, "/index")}.html` : pathname;
    const file = join(dist, name);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" });
    return createReadStream(file).pipe(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}
