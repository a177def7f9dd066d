/** The language, measured on a large project against a plain chevrotain CST parse of the same files in the same run. */

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

/** @param onTurn - Is told what is measured next. */
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
      await cold(sizes, onTurn),
      await many(sizes, onTurn),
      await memory(sizes, onTurn),
    ],
  };
}

/** Called again and again in one process, as an editor or a watcher does. */
function warm({ rules, warmRounds, calls }: Sizes, onTurn: OnTurn): Promise<Table> {
  const files = programOf(rules);
  return compare({
    title: `Warm, ${counted(rules)} rules`,
    unit: "ms",
    rounds: warmRounds,
    onTurn,
    competitors: Object.entries(STEPS).map(([name, step]) => ({
      name,
      run: async () => processorTime(() => repeat(calls, () => step(files))) / calls,
    })),
  });
}

/** Called once in a process of its own, as the command does. */
function cold({ rules, coldRounds }: Sizes, onTurn: OnTurn): Promise<Table> {
  return compare({
    title: `Cold, ${counted(rules)} rules`,
    unit: "ms",
    rounds: coldRounds,
    onTurn,
    competitors: Object.keys(STEPS).map((name) => ({
      name,
      run: async () => (await coldTurn(name, rules)).milliseconds,
    })),
  });
}

function many({ manyRules, manyRounds }: Sizes, onTurn: OnTurn): Promise<Table> {
  return compare({
    title: `Cold, ${counted(manyRules)} rules`,
    unit: "ms",
    rounds: manyRounds,
    onTurn,
    competitors: [YARDSTICK, "parse", "check", "compile"].map((name) => ({
      name,
      run: async () => (await coldTurn(name, manyRules)).milliseconds,
    })),
  });
}

/** What is left on the heap, the text not counted. */
function memory({ rules, memoryRounds }: Sizes, onTurn: OnTurn): Promise<Table> {
  return compare({
    title: `Memory, ${counted(rules)} rules`,
    unit: "bytes a rule",
    rounds: memoryRounds,
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

function counted(number: number): string {
  return number.toLocaleString("en-US");
}
