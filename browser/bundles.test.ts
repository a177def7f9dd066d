/** Bundles for browsers contain no modules of Node, and no `pg`. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundle, sizesOf, type Bundle } from "../docs/tests/packed/browser.ts";
import { sizeTable } from "../docs/tests/packed/size-table.ts";

const folder = join(import.meta.dirname, "../node_modules/.cache/truce/browser-bundles");
/** It checks where it runs before it loads anything. The tests in the browser cover that. */
const PGLITE = "@electric-sql/pglite";

test.each([
  "@truce/core",
  "@truce/adapter-memory",
  "@truce/rules-dsl",
  "@truce/rules-analysis",
  "@truce/adapter-postgres",
  "@truce/adapter-postgres/pglite-browser",
])("%s bundles no module of Node, and no pg", async (name) => {
  const { moduleIds } = await bundleOf(name);
  expect(moduleIds.filter((id) => /\/node_modules\/pg(-|\/)/.test(id))).toEqual([]);
});

test("a bundle with a module of Node is an error", async () => {
  await expect(bundleOf("@truce/adapter-postgres/pglite-node")).rejects.toThrow("which browsers do not have");
});

test("sizes are printed", async () => {
  const inMemory = ["@truce/core", "@truce/adapter-memory", "@truce/rules-dsl", "@truce/rules-analysis"];
  const together = [["@truce/core"], inMemory, ["@truce/core", "@truce/adapter-postgres"]];
  const rows = await Promise.all(
    together.map(async (names) => {
      const { minified, gzipped } = sizesOf((await bundleOf(...names)).code);
      return { what: names.join(" + "), sizes: [minified, gzipped] };
    }),
  );
  console.log(sizeTable(["all exports and libraries, without PGlite", "minified", "gzipped"], rows));
  expect(rows).toHaveLength(together.length);
});

/** Bundles everything that the packages export. */
async function bundleOf(...names: readonly string[]): Promise<Bundle> {
  const entry = `${names.join("+").replaceAll(/[@/]+/g, "-")}.ts`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, entry), names.map((name) => `export * from "${name}";\n`).join(""));
  return bundle(folder, entry, "es", [PGLITE]);
}
