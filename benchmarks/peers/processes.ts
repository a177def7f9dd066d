/** Measures writers in several processes, which all append to one hot stream. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { compare, median, type Sample } from "../compare.ts";
import type { Table } from "../report.ts";
import type { Field } from "./databases.ts";
import { limits } from "./limit.ts";
import type { Work } from "./process.ts";
import type { Sizes } from "./sizes.ts";

const WRITERS = 8;

export function measureProcesses(
  processes: number,
  field: Field,
  { rounds, milliseconds }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  return compare({
    title: `${processes} processes of ${WRITERS} writers, one hot stream, lists two types`,
    unit: "events per second",
    rounds,
    isCold: true,
    onTurn,
    competitors: [
      ...limits(field.plain, processes * WRITERS, 1, milliseconds),
      ...field.entrants.map(({ contestant: { name, remark }, databaseUrl }) => ({
        name,
        remark,
        run: () =>
          runTogether(processes, {
            contestant: name,
            databaseUrl,
            streamPrefix: crypto.randomUUID(),
            writers: WRITERS,
            milliseconds,
          }),
      })),
    ],
  });
}

/** Starts the processes one after another, because they fill the same stream, and lets them begin together. */
async function runTogether(processes: number, work: Work): Promise<Sample> {
  const started: Awaited<ReturnType<typeof start>>[] = [];
  for (let count = 0; count < processes; count++) started.push(await start(work));
  const samples = await Promise.all(started.map((begin) => begin()));
  const figure = samples.reduce((sum, sample) => sum + sample.figure, 0);
  const of = (heading: string): readonly number[] => samples.map(({ also }) => also?.[heading] ?? NaN);
  return {
    figure,
    also: {
      "retries per event":
        samples.reduce((sum, sample) => sum + (sample.also?.["retries per event"] ?? 0) * sample.figure, 0) /
        Math.max(1, figure),
      "median ms": median(of("median ms")),
      "99 % ms": Math.max(...of("99 % ms")),
    },
  };
}

/** Resolves when the process is ready to begin. */
async function start(work: Work): Promise<() => Promise<Sample>> {
  const program = join(import.meta.dirname, "process.ts");
  const args = ["--conditions=@truce/source", program];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const say = (line: string): void => void child.stdin.write(`${line}\n`);
  say(JSON.stringify(work));
  if ((await lines.next()).value !== "ready") throw new Error(`${work.contestant} failed in a process`);
  return async () => {
    say("begin");
    const sample = JSON.parse(String((await lines.next()).value)) as Sample;
    await exited;
    return sample;
  };
}
