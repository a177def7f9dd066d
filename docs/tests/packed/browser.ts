/** Bundles for browsers, and what a browser has. */

import { gzipSync } from "node:zlib";
import { isBuiltin } from "node:module";
import { createContext, runInContext } from "node:vm";
import { build, minifySync, type Plugin, type Rolldown } from "vite";

/** A bundle in one piece. */
export interface Bundle {
  readonly code: string;
  /** The paths of all that is in it. */
  readonly moduleIds: readonly string[];
}

/**
 * Bundles a module of a consumer's folder as Vite does it for browsers, libraries included.
 *
 * @param external - Libraries that are left out.
 * @throws Error if a module of Node is imported: Vite would put an empty one in its place.
 */
export async function bundle(
  folder: string,
  entry: string,
  format: "es" | "iife",
  external: readonly string[] = [],
): Promise<Bundle> {
  const output = await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: [format], name: "bundle", fileName: "bundle" },
      rolldownOptions: { external: [...external] },
    },
    plugins: [noNode()],
  });
  const [
    {
      output: [chunk, ...more],
    },
  ] = output as [Rolldown.RolldownOutput];
  if (more.length > 0) throw new Error("the bundle is not in one piece");
  return chunk;
}

/**
 * Lets no module of Node into a bundle: Vite would put an empty one in its place.
 *
 * @param options.butFrom - A part of the path of the one library that may import them.
 */
export function noNode(options: { readonly butFrom?: string } = {}): Plugin {
  const { butFrom } = options;
  return {
    name: "no-node",
    enforce: "pre",
    resolveId(id, importer) {
      if (!isBuiltin(id) || (butFrom !== undefined && importer?.includes(butFrom))) return;
      throw new Error(`${importer} imports ${id}, which browsers do not have`);
    },
  };
}

/** The size of a bundle as it is sent to browsers, in bytes. */
export function sizesOf(code: string): { readonly minified: number; readonly gzipped: number } {
  const minified = minifySync("bundle.js", code, { module: true }).code;
  return { minified: Buffer.byteLength(minified), gzipped: gzipSync(minified, { level: 9 }).length };
}

/** Runs a script where there is the language, and of the globals of Node only those that browsers have too. */
export function runAsInBrowser(code: string): unknown {
  const context = createContext({
    AbortController,
    AbortSignal,
    atob,
    btoa,
    clearInterval,
    clearTimeout,
    console,
    crypto,
    DOMException,
    Event,
    EventTarget,
    performance,
    queueMicrotask,
    setInterval,
    setTimeout,
    structuredClone,
    TextDecoder,
    TextEncoder,
    URL,
  });
  runInContext("globalThis.self = globalThis.window = globalThis;", context);
  return runInContext(code, context);
}
