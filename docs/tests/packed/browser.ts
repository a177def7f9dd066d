/** Bundles packages for browsers, and runs code with only the globals of a browser. */

import { gzipSync } from "node:zlib";
import { isBuiltin } from "node:module";
import { createContext, runInContext } from "node:vm";
import { build, minifySync, type Plugin, type Rolldown } from "vite";

/** A bundle that consists of one file. */
export interface Bundle {
  readonly code: string;
  /** The paths of the modules in it. */
  readonly moduleIds: readonly string[];
}

/**
 * Bundles a module of a consumer's folder for browsers with Vite, libraries included.
 *
 * @param external - Libraries that are left out.
 * @throws Error if a module of Node is imported. Vite would replace it with an empty one.
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
  if (more.length > 0) throw new Error("the bundle has more than one file");
  return chunk;
}

/**
 * Makes a module of Node in a bundle an error. Vite would replace it with an empty one.
 *
 * @param options.exceptFrom - A part of the path of the one library that may import modules of Node.
 */
export function noNode(options: { readonly exceptFrom?: string } = {}): Plugin {
  const { exceptFrom } = options;
  return {
    name: "no-node",
    enforce: "pre",
    resolveId(id, importer) {
      if (!isBuiltin(id) || (exceptFrom !== undefined && importer?.includes(exceptFrom))) return;
      throw new Error(`${importer} imports ${id}, which browsers do not have`);
    },
  };
}

/** The size of a bundle in bytes, minified and gzipped. */
export function sizesOf(code: string): { readonly minified: number; readonly gzipped: number } {
  const minified = minifySync("bundle.js", code, { module: true }).code;
  return { minified: Buffer.byteLength(minified), gzipped: gzipSync(minified, { level: 9 }).length };
}

/** Runs a script with the globals of the language, and only those globals of Node that browsers have too. */
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
