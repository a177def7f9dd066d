/** Before all tests: finds Chromium, bundles the page as Vite does it for production, and serves it on the loopback interface. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";
import { noNode } from "../../docs/tests/packed/browser.ts";
import { findChromium } from "./find-chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the program. */
    readonly chromium: string;
    /** Address of the page. */
    readonly page: string;
  }
}

const page = join(import.meta.dirname, "../page");
const outDir = join(import.meta.dirname, "../../node_modules/.cache/truce/browser-page");
/** Vite puts `{}` in the place of these, so that nobody would notice who asks for what browsers do not have. */
const AS_WRITTEN = ["process.env", "global.process.env", "globalThis.process.env"].flatMap((name) => [
  name,
  `${name}.NODE_ENV`,
]);
/** It runs in Node too, and asks where it is before it loads anything of Node's. */
const PGLITE = "/node_modules/@electric-sql/pglite/";

// oxlint-disable-next-line import/no-default-export -- Vitest asks for it.
export default async function servePage(project: TestProject): Promise<() => Promise<void>> {
  const chromium = findChromium();
  await rm(outDir, { recursive: true, force: true });
  const plugins = () => [noNode({ butFrom: PGLITE })];
  await build({
    root: page,
    configFile: false,
    logLevel: "silent",
    plugins: plugins(),
    define: Object.fromEntries(AS_WRITTEN.map((name) => [name, name])),
    worker: { format: "es", plugins },
    build: { outDir, target: "es2024" },
  });
  const server = await preview({
    root: page,
    configFile: false,
    logLevel: "silent",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("the page is served nowhere");
  project.provide("chromium", chromium);
  project.provide("page", url);
  return () => server.close();
}
