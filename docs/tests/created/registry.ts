/** A registry with only the packages of this repository, so that npm installs them as though they were published. */

import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import type { Tarball } from "../packed/consumer-folder.ts";
import type { PublicPackage } from "../packed/public-packages.ts";
import { root } from "../snippets/snippet.ts";

export interface Registry {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param folder - Where the tarballs are. */
export async function startRegistry(
  packages: readonly PublicPackage[],
  tarballs: readonly Tarball[],
  folder: string,
): Promise<Registry> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1);
    const tarball = tarballs.find(({ filename }) => path === `tarballs/${filename}`);
    if (tarball !== undefined) return createReadStream(join(folder, tarball.filename)).pipe(response);
    const found = packages.find(({ name }) => name === path);
    if (found === undefined) return response.writeHead(404).end("{}");
    return response.end(JSON.stringify(documentOf(found)));
  });

  function documentOf({ name, folder: source }: PublicPackage): unknown {
    const manifest = JSON.parse(readFileSync(join(root, source, "package.json"), "utf8")) as {
      readonly version: string;
    };
    const tarball = tarballs.find((one) => one.name === name);
    if (tarball === undefined) throw new Error(`${name} is not packed`);
    const file = join(folder, basename(tarball.filename));
    const dist = {
      tarball: `${url}tarballs/${tarball.filename}`,
      integrity: `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`,
    };
    const { version } = manifest;
    return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
