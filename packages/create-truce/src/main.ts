/** Runs the command with the arguments and the streams of the process, and sets its exit status. */

import { createInterface } from "node:readline/promises";
import { run } from "./run.ts";

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    isTerminal: process.stdin.isTTY && process.stdout.isTTY,
    print: (text) => process.stdout.write(text),
    printError: (text) => process.stderr.write(text),
    ask,
  });
}

async function ask(question: string): Promise<string | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl+C and Ctrl+D end the question without an answer.
  const ended = new Promise<null>((resolve) => terminal.once("close", () => resolve(null)));
  try {
    const answer = await Promise.race([terminal.question(question), ended]);
    if (answer === null) process.stdout.write("\n");
    return answer;
  } finally {
    terminal.close();
  }
}
