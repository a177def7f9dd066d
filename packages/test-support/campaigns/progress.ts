/** How far a campaign is: a bar on a terminal, a line every tenth of the way elsewhere. */

import process from "node:process";

export interface Progress {
  /**
   * @param share - How much of the way is done, from 0 to 1.
   * @param found - What has come of it so far, in a few words.
   */
  advance(share: number, found: string): void;
  /** Says something that must not wait for the end: nobody knows whether the campaign gets there. */
  tell(lines: string): void;
  stop(): void;
}

/** @param beginning - What is said until the first advance. */
export async function createProgress(beginning: string): Promise<Progress> {
  return process.stdout.isTTY ? await createBar(beginning) : createLines();
}

const STEPS = 1_000;
/** ECMA-48: the whole line, from its beginning. */
const ERASE_LINE = "\r\u001B[2K";

async function createBar(beginning: string): Promise<Progress> {
  const { progress } = await import("@clack/prompts");
  const bar = progress({ style: "block", max: STEPS, size: 40 });
  let done = 0;
  let last = "";
  let stopped = false;
  bar.start(beginning);
  // Control-C under the bar would end the process as though all were well.
  process.on("exit", () => {
    if (!stopped) process.exitCode = 130;
  });
  return {
    advance(share, found) {
      const now = Math.floor(Math.min(share, 1) * STEPS);
      last = found;
      bar.advance(now - done, found);
      done = now;
    },
    tell(lines) {
      // In place of the bar, which is drawn again below.
      process.stdout.write(`${ERASE_LINE}${lines}\n`);
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
    advance(share, found) {
      const now = Math.floor(Math.min(share, 1) * 10);
      if (now > tenths) console.log(`${now * 10}%: ${found}`);
      tenths = now;
    },
    tell: (lines) => console.log(lines),
    stop() {},
  };
}
