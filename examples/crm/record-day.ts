/**
 * Writes `day.jsonl`, the recorded day that the demo plays. It is made up, but always in the same way: running this
 * again gives the same file, byte by byte.
 *
 *     npm run record-day -w examples/crm [-- other-file.jsonl]
 */

import { writeFileSync } from "node:fs";

import { recordDay } from "./recording/record-day.ts";

/** One of the days on which every kind of rule has something to do. */
const SEED = 34;

const file = process.argv[2] ?? `${import.meta.dirname}/day.jsonl`;
const lines = recordDay(SEED).map((command) => `${JSON.stringify(command)}\n`);
writeFileSync(file, lines.join(""));
console.log(`${file}: ${lines.length} commands`);
