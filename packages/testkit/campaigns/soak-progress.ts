/** How far the campaign is: a bar on a terminal, a line every tenth of the way elsewhere. */

import { progress } from "@clack/prompts";
import process from "node:process";

export interface Progress {
  advance(histories: number, violations: number): void;
  stop(): void;
}

export function createProgress(total: number): Progress {
  return process.stdout.isTTY ? createBar(total) : createLines(total);
}

function createBar(total: number): Progress {
  const bar = progress({ style: "block", max: total, size: 40 });
  const started = performance.now();
  let done = 0;
  let stopped = false;
  bar.start("playing histories");
  // Control-C under the bar would end the process as though all were well.
  process.on("exit", () => {
    if (!stopped) process.exitCode = 130;
  });
  return {
    advance(histories, violations) {
      done += histories;
      const rate = Math.round(done / ((performance.now() - started) / 1_000));
      const found = violations === 0 ? "no violation" : `${violations} violations`;
      bar.advance(histories, `${done} of ${total} histories, ${rate} a second, ${found}`);
    },
    stop() {
      stopped = true;
      bar.stop(`${done} of ${total} histories`);
    },
  };
}

function createLines(total: number): Progress {
  let done = 0;
  return {
    advance(histories, violations) {
      const before = Math.floor((done / total) * 10);
      done += histories;
      const now = Math.floor((done / total) * 10);
      if (now > before) console.log(`${now * 10}%: ${done} of ${total} histories, violations: ${violations}`);
    },
    stop() {},
  };
}
