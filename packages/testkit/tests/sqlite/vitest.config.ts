/** Runs the conformance suite with every variant of the SQLite adapter. */

import { resolve } from "node:path";
import { defaultServerConditions, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { variants, vary, type Variant } from "./variants.ts";

const adapter = resolve(import.meta.dirname, "sqlite-adapter.ts");

const variation: Plugin = {
  name: "truce-variation",
  enforce: "pre",
  transform(source, id) {
    const [file, query] = id.split("?variant=");
    return file === adapter && query !== undefined ? vary(source, variants[Number(query)] as Variant) : null;
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [variation],
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: { include: ["conformance-of-variants.ts"], fsModuleCache: false },
});
