/** All benchmarks run from start to end and report every table. No test depends on a measured time. */

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

import { compare, median } from "./compare.ts";
import { optionsFrom } from "./options.ts";
import { CONTESTANTS } from "./peers/contestants/all.ts";
import { renderReport, type Report } from "./report.ts";

async function benchmark(...args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const program = join(import.meta.dirname, "run.ts");
  return promisify(execFile)(process.execPath, ["--conditions=@truce/source", program, ...args]);
}

test(
  "the PostgreSQL benchmark reports every competitor, and prints no progress in a pipe",
  { timeout: 120_000 },
  async () => {
    const { stdout, stderr } = await benchmark("postgres", "--tiny", "--json");
    expect(stderr).toBe("");
    const { environment, tables } = JSON.parse(stdout) as Report;
    expect(environment["PostgreSQL"]).toMatch(/^\d/);
    expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
      ["One at a time", 2],
      ["Throughput", 6],
      ["Behind, nothing conflicts", 2],
      ["Behind, another type conflicts", 2],
      ["Behind, the same type with the same payload field conflicts", 2],
      ["Behind, anything conflicts: refused", 2],
    ]);
    for (const { rows } of tables) {
      for (const { median: figure, ratio } of rows) expect(Math.min(figure, ratio)).toBeGreaterThan(0);
      expect(rows[0]?.ratio).toBe(1);
    }
  },
);

test(
  "the language benchmark reports every competitor, and prints no progress in a pipe",
  { timeout: 120_000 },
  async () => {
    const { stdout, stderr } = await benchmark("language", "--tiny", "--json");
    expect(stderr).toBe("");
    const { tables } = JSON.parse(stdout) as Report;
    expect(tables.map(({ title, rows }) => [title, rows.map(({ name }) => name).join()])).toEqual([
      ["Warm, 50 rules", "plain CST,parse,check,compile,format,build"],
      ["Cold, 50 rules", "plain CST,parse,check,compile,format,build"],
      ["Cold, 100 rules", "plain CST,parse,check,compile"],
      ["Memory, 50 rules", "plain CST,parse,compile"],
    ]);
  },
);

test("the benchmark of processing reports every competitor", { timeout: 180_000 }, async () => {
  const { stdout } = await benchmark("processing", "--tiny", "--json");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
    ["Catching up with 600 events", 6],
    ["From append to handled, one at a time", 4],
    ["Projections, one writer alone", 3],
    ["Projections, 32 writers, own streams", 3],
  ]);
  for (const { median: figure } of tables.flatMap(({ rows }) => rows)) expect(figure).toBeGreaterThan(0);
});

test("the growth benchmark reports every size", { timeout: 120_000 }, async () => {
  const { stdout, stderr } = await benchmark("growth", "--tiny", "--json");
  expect(stderr).toBe("");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.map(({ title, rows }) => [title, rows.map(({ name }) => name)])).toEqual([
    ["One at a time, by the size of the store", ["200 events", "1,000 events"]],
    ["32 writers, by the size of the store", ["200 events", "1,000 events"]],
    ["INSERTs of 32 rows without checks, by the size of the table", ["200 events", "1,000 events"]],
  ]);
  for (const { rows } of tables) for (const row of rows) expect(row.median).toBeGreaterThan(0);
});

test("the benchmark of snapshots reports every length of stream", { timeout: 120_000 }, async () => {
  const { stdout, stderr } = await benchmark("snapshots", "--tiny", "--json");
  expect(stderr).toBe("");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.map(({ title, rows }) => [title, rows.map(({ name }) => name)])).toEqual([
    ["A command for a stream of 3 events", ["without snapshots", "with snapshots"]],
    ["A command for a stream of 200 events", ["without snapshots", "with snapshots"]],
  ]);
  for (const { rows } of tables) for (const row of rows) expect(row.median).toBeGreaterThan(0);
});

test("the benchmark of the engine reports every kind of rule", { timeout: 120_000 }, async () => {
  const { stdout, stderr } = await benchmark("engine", "--tiny", "--json");
  expect(stderr).toBe("");
  const { tables } = JSON.parse(stdout) as Report;
  expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
    ["One incoming event against 10 committed events", 5],
  ]);
  for (const { rows } of tables) for (const row of rows) expect(row.median).toBeGreaterThan(0);
});

test(
  "the benchmark of other event stores reports every contestant, what it cannot do, and draws a chart",
  { timeout: 600_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "truce-benchmark-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const chart = join(folder, "chart.svg");
    const { stdout, stderr } = await benchmark("peers", "--tiny", "--json", "--svg", chart);
    expect(stderr).toMatch(/^(installing the event stores .*\n)?$/);
    const { tables } = JSON.parse(stdout) as Report;
    const names = CONTESTANTS.map(({ name }) => name);
    const onNetwork = names.filter((name) => name !== "Truce, PGlite" && name !== "Truce, in memory");
    const bulk = (rows: number): readonly string[] => [`bulk INSERT, ${rows} rows`, "bulk INSERT, 500 rows"];
    const reading = ["plain query, pages of 1,000", ...names];
    expect(tables.map(({ title, rows }) => [title, rows.map(({ name }) => name)])).toEqual([
      ["8 writers, one hot stream, 5 behind, compares a payload field", [...bulk(8), ...names]],
      ["8 writers, own streams, 5 behind, compares a payload field", [...bulk(8), ...names]],
      ["32 writers, one hot stream, 10 % conflict with each other", [...bulk(32), ...names]],
      ["32 writers, one hot stream, 50 % conflict with each other", [...bulk(32), ...names]],
      ["32 writers, one hot stream, network delayed by 1 ms each way", [...bulk(32), ...onNetwork]],
      ["32 writers, own streams, network delayed by 1 ms each way", [...bulk(32), ...onNetwork]],
      ["2 processes of 8 writers, one hot stream, lists two types", [...bulk(16), ...onNetwork]],
      ["Reading the whole store", reading],
      ["Reading one stream", reading],
    ]);
    const cannot = tables.flatMap(({ title, rows }) =>
      rows.filter((row) => !Number.isFinite(row.median)).map(({ name, remark }) => [title, name, remark]),
    );
    expect(cannot).toEqual([
      [
        "Reading the whole store",
        "Castore",
        expect.stringContaining("cannot read everything in order") as unknown,
      ],
    ]);
    const svg = await readFile(chart, "utf8");
    for (const { title } of tables) expect(svg).toContain(title);
  },
);

test("competitors take turns, and each figure is divided by the first competitor's in the same round", async () => {
  const turns: string[] = [];
  const competitor = (name: string, figures: number[]) => ({
    name,
    run: async () => {
      turns.push(name);
      return figures.shift() ?? NaN;
    },
  });
  const { rows } = await compare({
    title: "T",
    unit: "u",
    rounds: 3,
    competitors: [competitor("a", [9, 1, 2, 4]), competitor("b", [9, 2, 8, 12])],
    onTurn: () => {},
  });
  expect(turns.join("")).toBe("abbaabba");
  expect(rows).toEqual([
    { name: "a", median: 2, quartiles: [1, 4], ratio: 1, spread: [1, 1], samples: [1, 2, 4] },
    { name: "b", median: 8, quartiles: [2, 12], ratio: 3, spread: [2, 4], samples: [2, 8, 12] },
  ]);
  expect(median([])).toBeNaN();
  expect(median([4, 1])).toBe(2.5);
});

test("a report is printed as Markdown tables", () => {
  const rows = [
    {
      name: "a",
      median: 12_345.6,
      quartiles: [12_000, 13_000] as const,
      ratio: 1,
      spread: [0.5, 2] as const,
      samples: [12_345.6],
    },
  ];
  const report = {
    environment: { Node: "1" },
    tables: [{ title: "T", unit: "u", yardstick: "a", rounds: 3, rows }],
  };
  expect(renderReport(report)).toBe(
    [
      "Node 1",
      "",
      "T (3 rounds)",
      "",
      "|     |      u | of 'a' | lowest to highest |",
      "| --- | -----: | -----: | ----------------: |",
      "| a   | 12,346 |   1.00 |      0.50 to 2.00 |",
    ].join("\n"),
  );
});

test.for([
  [["postgres"], { benchmark: "postgres", size: "full", json: false }],
  [["language"], { benchmark: "language", size: "full", json: false }],
  [["snapshots"], { benchmark: "snapshots", size: "full", json: false }],
  [["postgres", "--json", "--tiny"], { benchmark: "postgres", size: "tiny", json: true }],
  [["peers", "--quick"], { benchmark: "peers", size: "quick", json: false }],
  [["peers", "--svg", "chart.svg"], { benchmark: "peers", size: "full", json: false, svg: "chart.svg" }],
  [["peers", "--quick", "--tiny"], { misuse: "choose --quick or --tiny" }],
  [["postgres", "--quick"], { misuse: "--quick is for peers" }],
  [
    ["growth", "--sizes", "100,2000"],
    { benchmark: "growth", size: "full", sizes: [100, 2_000], json: false },
  ],
  [["growth", "--sizes", "150"], { misuse: "--sizes takes multiples of 100, with commas between them" }],
  [["peers", "--sizes", "100"], { misuse: "--sizes is for growth" }],
  [["--help"], "help"],
  [[], { misuse: "name one benchmark: postgres, language, peers, growth, processing, snapshots, engine" }],
  [
    ["mysql"],
    { misuse: "name one benchmark: postgres, language, peers, growth, processing, snapshots, engine" },
  ],
] as const)("parses the arguments %j", ([args, expected]) => {
  expect(optionsFrom(args)).toEqual(expected);
});

test("rejects an unknown option", () => {
  expect(optionsFrom(["--fast"])).toHaveProperty("misuse");
});
