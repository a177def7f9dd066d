/** Runs before all tests: finds Chromium, bundles the page for production with Vite, and serves it on the loopback interface. */

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { build, preview } from "vite";
import type { TestProject } from "vitest/node";
import { noNode } from "../../docs/tests/packed/browser.ts";
import { findChromium } from "./find-chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Path of the Chromium program. */
    readonly chromium: string;
    /** URL of the page. */
    readonly page: string;
  }
}

const page = join(import.meta.dirname, "../page");
const outDir = join(import.meta.dirname, "../../node_modules/.cache/truce/browser-page");
/** Vite would replace these with `{}`, and hide code that needs what browsers do not have. So they are kept as written. */
const AS_WRITTEN = ["process.env", "global.process.env", "globalThis.process.env"].flatMap((name) => [
  name,
  `${name}.NODE_ENV`,
]);
/** PGlite also runs in Node, and checks where it is before it loads modules of Node. */
const PGLITE = "/node_modules/@electric-sql/pglite/";

// oxlint-disable-next-line import/no-default-export -- Vitest asks for it.
export default async function servePage(project: TestProject): Promise<() => Promise<void>> {
  const chromium = findChromium();
  await rm(outDir, { recursive: true, force: true });
  const plugins = () => [noNode({ exceptFrom: PGLITE })];
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
  if (url === undefined) throw new Error("the preview server has no URL");
  project.provide("chromium", chromium);
  project.provide("page", url);
  return () => server.close();
}
