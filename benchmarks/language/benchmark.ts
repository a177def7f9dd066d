/** Measures the language on a large project, against a plain chevrotain CST parse of the same files. */

import { execFile } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { VERSION } from "chevrotain";

import { compare } from "../compare.ts";
import type { Report, Table } from "../report.ts";
import { processorTime } from "./processor-time.ts";
import { programOf } from "./program.ts";
import { SIZES, type Sizes } from "./sizes.ts";
import { STEPS, YARDSTICK } from "./steps.ts";

type OnTurn = (what: string) => void;

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkLanguage(size: keyof typeof SIZES, onTurn: OnTurn): Promise<Report> {
  const sizes = SIZES[size];
  return {
    environment: {
      Processor: `${cpus()[0]?.model ?? "unknown"} (${availableParallelism()} usable)`,
      "Node.js": process.versions.node,
      chevrotain: VERSION,
    },
    tables: [
      await warm(sizes, onTurn),
      await cold(sizes.rules, sizes.coldRounds, Object.keys(STEPS), onTurn),
      await cold(sizes.manyRules, sizes.manyRounds, [YARDSTICK, "parse", "check", "compile"], onTurn),
      await memory(sizes, onTurn),
    ],
  };
}

/** Calls each step again and again in one process, as an editor or a watcher does. */
function warm({ rules, warmRounds, calls }: Sizes, onTurn: OnTurn): Promise<Table> {
  const files = programOf(rules);
  return compare({
    title: `Warm, ${number(rules)} rules`,
    unit: "ms",
    rounds: warmRounds,
    onTurn,
    competitors: Object.entries(STEPS).map(([name, step]) => ({
      name,
      run: async () => processorTime(() => repeat(calls, () => step(files))) / calls,
    })),
  });
}

/** Calls each step once in a process of its own, as the command does. */
function cold(rules: number, rounds: number, steps: readonly string[], onTurn: OnTurn): Promise<Table> {
  return compare({
    title: `Cold, ${number(rules)} rules`,
    unit: "ms",
    rounds,
    isCold: true,
    onTurn,
    competitors: steps.map((name) => ({
      name,
      run: async () => (await coldTurn(name, rules)).milliseconds,
    })),
  });
}

/** Measures what each step leaves on the heap, not counting the rule files' text. */
function memory({ rules, memoryRounds }: Sizes, onTurn: OnTurn): Promise<Table> {
  return compare({
    title: `Memory, ${number(rules)} rules`,
    unit: "bytes a rule",
    rounds: memoryRounds,
    isCold: true,
    onTurn,
    competitors: [YARDSTICK, "parse", "compile"].map((name) => ({
      name,
      run: async () => (await coldTurn(name, rules)).bytes / rules,
    })),
  });
}

interface ColdTurn {
  readonly milliseconds: number;
  readonly bytes: number;
}

async function coldTurn(step: string, rules: number): Promise<ColdTurn> {
  const program = join(import.meta.dirname, "cold-turn.ts");
  const args = ["--conditions=@truce/source", "--expose-gc", program, step, String(rules)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as ColdTurn;
}

function repeat(times: number, call: () => unknown): void {
  for (let done = 0; done < times; done++) call();
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
