/** The conformance suite passes a correct adapter, and reports helpfully what is wrong with each wrong variant. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { beforeAll, describe, expect, it } from "vitest";

import { variants } from "./sqlite/variants.ts";

interface Result {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: "passed" | "failed" | "skipped" | "pending";
  readonly failureMessages: readonly string[];
}

const root = resolve(import.meta.dirname, "../../..");
const TIME_LIMIT_MS = 300_000;
let results: readonly Result[];

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "truce-conformance-"));
  const outputFile = join(folder, "report.json");
  const args = [
    join(root, "node_modules/vitest/vitest.mjs"),
    ...["run", "--config", join(import.meta.dirname, "sqlite/vitest.config.ts")],
    ...["--reporter=json", `--outputFile=${outputFile}`],
  ];
  // The exit status is 1, because most variants are wrong.
  const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(
    (error: { readonly stderr: string }) => error,
  );
  const text = await readFile(outputFile, "utf8").catch(() => {
    throw new Error(`the suite did not run: ${stderr}`);
  });
  await rm(folder, { recursive: true });
  const { testResults } = JSON.parse(text) as {
    readonly testResults: readonly { readonly assertionResults: readonly Result[] }[];
  };
  results = testResults.flatMap(({ assertionResults }) => assertionResults);
}, TIME_LIMIT_MS);

const resultsOf = (name: string) =>
  results.filter(({ ancestorTitles }) => ancestorTitles[0] === `${name} as a storage adapter`);

/** What an adapter need not have, and the SQLite adapter does not have. */
const OPTIONAL = ["watching", "processors", "projecting", "snapshots"];

it("passes the unchanged adapter, and skips only the tests of what it does not have", () => {
  const own = resultsOf("unchanged");
  expect(own.length).toBeGreaterThan(250);
  const themeOf = ({ ancestorTitles }: Result): string => ancestorTitles[1] ?? "";
  const [skipped, others] = [true, false].map((isOptional) =>
    own.filter((result) => OPTIONAL.includes(themeOf(result)) === isOptional),
  );
  expect(others?.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(skipped?.filter(({ status }) => status === "passed" || status === "failed")).toEqual([]);
  expect([...new Set(skipped?.map(themeOf))]).toEqual(OPTIONAL);
});

describe.for(variants.filter(({ changes }) => changes.length > 0))("$name", ({ name, theme, words }) => {
  it(`fails in '${theme}' with a helpful message`, () => {
    const failures = resultsOf(name).filter(
      ({ status, ancestorTitles }) => status === "failed" && ancestorTitles[1] === theme,
    );
    const messages = failures.flatMap(({ failureMessages }) => failureMessages);
    const helpful = messages.filter((message) => words.every((word) => message.includes(word)));
    expect(helpful.length, messages.slice(0, 3).join("\n---\n")).toBeGreaterThan(0);
  });

  it("fails few tests, because themes that rely on a failed one are skipped", () => {
    const own = resultsOf(name);
    const failed = own.filter(({ status }) => status === "failed");
    expect(failed.length).toBeLessThanOrEqual(40);
  });
});
