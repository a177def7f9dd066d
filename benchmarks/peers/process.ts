/**
 * A program that opens a contestant on a database where it is installed already, writes to a stream of all processes, and
 * prints its sample. Its input is one JSON line for each step: the work, and then anything to begin.
 */

import { createInterface } from "node:readline";

import { CONTESTANTS } from "./contestants/all.ts";
import { KINDS } from "./notes.ts";
import { writersOf } from "./writers.ts";

export interface Work {
  readonly contestant: string;
  readonly databaseUrl: string;
  readonly streamPrefix: string;
  readonly writers: number;
  readonly milliseconds: number;
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const work = JSON.parse(String((await lines.next()).value)) as Work;
const contestant = CONTESTANTS.find(({ name }) => name === work.contestant);
if (!contestant) throw new Error(`unknown contestant: ${work.contestant}`);
const store = await contestant.open(work.databaseUrl);
const writing = {
  writers: work.writers,
  where: "hot",
  behind: 0,
  kindOf: () => KINDS["lists two types"],
} as const;
const { fill, run } = writersOf(store, writing, work.milliseconds, work.streamPrefix);
await fill();
console.log("ready");
await lines.next();
console.log(JSON.stringify(await run()));
// The store is not closed, because Castore can only end the connections of all processes.
process.exit();
