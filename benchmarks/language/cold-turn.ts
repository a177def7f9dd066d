/**
 * Runs in a process of its own. Calls one step for the first time, and prints `{ milliseconds, bytes }`: its processor
 * time without imports, and what its result occupies on the heap.
 */

import { processorTime } from "./processor-time.ts";
import { programOf } from "./program.ts";
import { STEPS } from "./steps.ts";

const [name = "", rules = "0"] = process.argv.slice(2);
const step = STEPS[name];
if (!step || !globalThis.gc) throw new Error("usage: node --expose-gc cold-turn.ts <step> <rules>");

const files = programOf(Number(rules));
globalThis.gc();
const before = process.memoryUsage().heapUsed;
let result: unknown;
const milliseconds = processorTime(() => (result = step(files)));
globalThis.gc();
const bytes = process.memoryUsage().heapUsed - before;
// Uses the result, so that the garbage collector keeps it until it has been measured.
console.log(JSON.stringify({ milliseconds, bytes, isThere: result !== undefined }));
