/** Runs the tests of one mutant in a process of their own. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import type { SuiteName } from "./mutant.ts";

/**
 * - `caught`: a test failed.
 * - `survived`: all tests passed.
 * - `broken`: the tests could not run to their end.
 */
export type Fate =
  | { readonly kind: "caught"; readonly by: string }
  | { readonly kind: "survived"; readonly tests: number }
  | { readonly kind: "broken"; readonly why: string };

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const root = resolve(import.meta.dirname, "../../..");
const config = resolve(import.meta.dirname, "vitest.config.ts");
const vitest = resolve(root, "node_modules/vitest/vitest.mjs");

/**
 * Runs a suite against the mutant with this index in the catalogue, or against the sources as they are.
 *
 * @param environment - Variables that are added to the environment of the tests.
 *
 * INVARIANT: only a test that ran and failed counts as catching a mutant. A mutant that does not load proves nothing
 * about the tests.
 */
export async function runMutant(
  suite: SuiteName,
  index: number | "none",
  environment: Readonly<Record<string, string>> = {},
): Promise<Fate> {
  const folder = await mkdtemp(join(tmpdir(), "truce-mutant-"));
  const outputFile = join(folder, "report.json");
  try {
    const args = [vitest, "run", "--config", config, "--reporter=json", `--outputFile=${outputFile}`];
    const own = { TRUCE_MUTANT: String(index), TRUCE_SUITE: suite, NO_COLOR: "1" };
    const env = { ...process.env, ...environment, ...own };
    // The exit status is ignored: only the report distinguishes failed tests from files that did not load.
    const output = await promisify(execFile)(process.execPath, args, { cwd: root, env }).catch(
      (error: { readonly stdout?: string; readonly stderr?: string }) => error,
    );
    const report = await readFile(outputFile, "utf8").then(
      (text) => JSON.parse(text) as Report,
      () => undefined,
    );
    return report ? fateFrom(report) : { kind: "broken", why: output.stderr ?? "no report" };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fateFrom({ success, testResults, numPassedTests }: Report): Fate {
  const failed = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed"),
  );
  if (failed[0]) return { kind: "caught", by: failed[0].fullName };
  if (!success || numPassedTests === 0) {
    const why = testResults.map(({ message }) => message).find((message) => message !== "");
    return { kind: "broken", why: why ?? "the tests did not run to their end" };
  }
  return { kind: "survived", tests: numPassedTests };
}
