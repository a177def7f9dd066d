/** How far the campaign is: a bar on a terminal, a line every tenth of the way elsewhere. */

import { progress } from "@clack/prompts";
import process from "node:process";

export interface Progress {
  /** @param share - How much of the time is over, from 0 to 1. */
  advance(share: number, inputs: number, failures: number): void;
  stop(): void;
}

export function createProgress(): Progress {
  return process.stdout.isTTY ? createBar() : createLines();
}

const STEPS = 1_000;

function createBar(): Progress {
  const bar = progress({ style: "block", max: STEPS, size: 40 });
  let done = 0;
  let last = "";
  let stopped = false;
  bar.start("fuzzing");
  // Control-C under the bar would end the process as though all were well.
  process.on("exit", () => {
    if (!stopped) process.exitCode = 130;
  });
  return {
    advance(share, inputs, failures) {
      const now = Math.min(STEPS, Math.floor(share * STEPS));
      last = described(inputs, failures);
      bar.advance(now - done, last);
      done = now;
    },
    stop() {
      stopped = true;
      bar.stop(last);
    },
  };
}

function createLines(): Progress {
  let tenths = 0;
  return {
    advance(share, inputs, failures) {
      const now = Math.min(10, Math.floor(share * 10));
      if (now > tenths) console.log(`${now * 10}%: ${described(inputs, failures)}`);
      tenths = now;
    },
    stop() {},
  };
}

function described(inputs: number, failures: number): string {
  return `${inputs.toLocaleString("en")} inputs, ${failures === 0 ? "no failure" : `${failures} failures`}`;
}
