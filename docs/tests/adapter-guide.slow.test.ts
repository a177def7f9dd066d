/** Follows the guide to writing an adapter to the letter: its blocks become two files, which compile and pass. */

import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { expectNone } from "./snippets/expect-none.ts";
import { fencedBlocks } from "./snippets/fenced-blocks.ts";
import { placeOf, root } from "./snippets/snippet.ts";
import { typeCheck } from "./snippets/type-check.ts";

const GUIDE = "docs/guides/write-an-adapter.md";
const folder = join(root, "docs/node_modules/.cache/truce/adapter-guide");
const TIME_LIMIT_MS = 150_000;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

it("its adapter compiles, and passes the conformance suite", { timeout: TIME_LIMIT_MS }, async () => {
  const [adapter, test] = await Promise.all(["sqlite-adapter.ts", "sqlite-adapter.test.ts"].map(textOf));
  const snippet = { file: GUIDE, line: 1, language: "ts", flags: [], code: adapter ?? "" };
  const errors = await typeCheck({ name: "adapter-guide-types" }, [snippet]);
  expectNone(errors.get(placeOf(snippet)));

  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Without waiting for the disk, it takes a tenth of the time.
  const quick = adapter?.replace("synchronous = FULL", "synchronous = OFF") ?? "";
  await writeFile(join(folder, "sqlite-adapter.ts"), quick);
  await writeFile(join(folder, "sqlite-adapter.test.ts"), test ?? "");
  await writeFile(join(folder, "vitest.config.ts"), CONFIG);
  const vitest = [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", folder];
  const outputFile = join(folder, "report.json");
  const args = [...vitest, "--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  const run = promisify(execFile)(process.execPath, args, { cwd: folder });
  const { stdout } = await run.catch((error: { readonly stdout: string }) => error);
  const report = JSON.parse(await readFile(outputFile, "utf8")) as Report;
  expect(report.numFailedTests, stdout).toBe(0);
  expect(report.numPassedTests).toBeGreaterThan(250);
});

/** Packages are used from their sources. The reader of the guide needs no configuration. */
const CONFIG = `
import { defaultServerConditions } from "vite";
export default {
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: { include: ["*.test.ts"], exclude: [] },
};
`;

/** The blocks of one file, one after the other. Each begins with the file's name. */
async function textOf(file: string): Promise<string> {
  const blocks = fencedBlocks(GUIDE, await readFile(join(root, GUIDE), "utf8"));
  return blocks
    .filter(({ code }) => code.trimStart().startsWith(`// ${file}\n`))
    .map(({ code }) => code.trim())
    .join("\n\n");
}
