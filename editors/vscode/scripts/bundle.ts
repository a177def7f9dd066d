/** Bundles the extension, and the command `truce` that it brings along, into `dist`. */

import { copyFile, cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build, defaultServerConditions } from "vite";

const extension = join(import.meta.dirname, "..");
const packages = join(extension, "../../packages");
const dist = join(extension, "dist");

await rm(dist, { recursive: true, force: true });
await bundle({
  entry: join(extension, "src/extension.ts"),
  outDir: dist,
  file: "extension.cjs",
  format: "cjs",
  external: ["vscode"],
});
// The command finds its manifest and the pages of its diagnostics two folders above its code, as in its package.
await bundle({
  entry: join(packages, "cli/src/bin.ts"),
  outDir: join(dist, "truce/dist/bin"),
  file: "truce.js",
  format: "es",
  external: [],
});
await copyFile(join(packages, "cli/package.json"), join(dist, "truce/package.json"));
await cp(join(packages, "rules-dsl/diagnostics"), join(dist, "truce/diagnostics"), { recursive: true });
await mkdir(join(dist, "schemas"));
await copyFile(join(packages, "cli/truce.schema.json"), join(dist, "schemas/truce.schema.json"));
await copyFile(
  join(packages, "rules-analysis/rule-tests.schema.json"),
  join(dist, "schemas/rule-tests.schema.json"),
);

interface Bundle {
  readonly entry: string;
  readonly outDir: string;
  readonly file: string;
  readonly format: "cjs" | "es";
  readonly external: readonly string[];
}

/** Bundles a program for Node and everything that it imports into one file. */
async function bundle({ entry, outDir, file, format, external }: Bundle): Promise<void> {
  await build({
    root: extension,
    configFile: false,
    logLevel: "warn",
    ssr: {
      noExternal: true,
      external: [...external],
      target: "node",
      resolve: { conditions: ["@truce/source", ...defaultServerConditions] },
    },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: "node22",
      minify: true,
      // The licences of the libraries demand that their text goes along with their code.
      license: { fileName: "third-party-licenses.md" },
      rolldownOptions: {
        external: [...external],
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  });
}
