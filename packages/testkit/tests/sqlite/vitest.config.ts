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
    if (file !== adapter || query === undefined) return null;
    // Thousands of tests have a database each. None of them cuts the power, so SQLite need not wait for the disk.
    const quick = source.replace("synchronous = NORMAL", "synchronous = OFF");
    return vary(quick, variants[Number(query)] as Variant);
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [variation],
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: { include: ["conformance-of-variants.ts"], fsModuleCache: false },
});
