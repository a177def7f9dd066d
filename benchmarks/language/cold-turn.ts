/**
 * A turn in a process of its own: the first call of a step, and what it leaves on the heap. Prints
 * `{ milliseconds, bytes }`; imports are not counted.
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
// Held until here: the collector must not take it before it was weighed.
console.log(JSON.stringify({ milliseconds, bytes, isThere: result !== undefined }));
