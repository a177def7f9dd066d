/** How far the campaign is: a bar on a terminal, a line every tenth of the way elsewhere. */

import { progress } from "@clack/prompts";
import process from "node:process";

export interface Progress {
  /** One more fault has come about. There may be more than were planned. */
  advance(what: string): void;
  stop(): void;
}

/** @param total - How many faults there are to be. */
export function createProgress(total: number): Progress {
  return process.stdout.isTTY ? createBar(total) : createLines(total);
}

function createBar(total: number): Progress {
  const bar = progress({ style: "block", max: total, size: 40 });
  let done = 0;
  let stopped = false;
  bar.start("starting PostgreSQL");
  // Control-C under the bar would end the process as though all were well.
  process.on("exit", () => {
    if (!stopped) process.exitCode = 130;
  });
  return {
    advance(what) {
      done = Math.min(done + 1, total);
      bar.advance(1, `${done} of ${total} faults, ${what}`);
    },
    stop() {
      stopped = true;
      bar.stop(`${done} of ${total} faults`);
    },
  };
}

function createLines(total: number): Progress {
  let done = 0;
  return {
    advance(what) {
      const before = Math.floor((done / total) * 10);
      done = Math.min(done + 1, total);
      const now = Math.floor((done / total) * 10);
      if (now > before) console.log(`${now * 10}%: ${done} of ${total} faults, ${what}`);
    },
    stop() {},
  };
}
