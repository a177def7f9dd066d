/** Shows the progress of a campaign: a bar on a terminal, otherwise a line for every tenth. */

import process from "node:process";

export interface Progress {
  /**
   * @param share - The part that is done, from 0 to 1.
   * @param found - The result so far, in a few words.
   */
  advance(share: number, found: string): void;
  /** Prints lines immediately, because the campaign may never reach its end. */
  print(lines: string): void;
  stop(): void;
}

/** @param beginning - The text until the first call of `advance`. */
export async function createProgress(beginning: string): Promise<Progress> {
  return process.stdout.isTTY ? await createBar(beginning) : createLines();
}

const STEPS = 1_000;
/** ECMA-48: erases the current line and returns to its start. */
const ERASE_LINE = "\r\u001B[2K";

async function createBar(beginning: string): Promise<Progress> {
  const { progress } = await import("@clack/prompts");
  const bar = progress({ style: "block", max: STEPS, size: 40 });
  let done = 0;
  let last = "";
  let stopped = false;
  bar.start(beginning);
  // The bar handles Control-C by ending the process with status 0.
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
    print(lines) {
      // Replaces the bar, which is drawn again below.
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
    print: (lines) => console.log(lines),
    stop() {},
  };
}
