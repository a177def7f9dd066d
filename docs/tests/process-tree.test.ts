/** What a test has started ends with it, also the processes that a killed program leaves behind. */

import { once } from "node:events";
import { afterEach, expect, it } from "vitest";
import { killPrograms, startProgram, type Program } from "./process-tree.ts";

afterEach(killPrograms);

/** A program that has started another one, which holds its output open. */
async function parentOfSleep(): Promise<Program> {
  const program = startProgram("bash", ["-c", "sleep 600 & echo started; wait"], {
    cwd: ".",
    env: process.env,
  });
  await once(program.stdout, "data");
  return program;
}

it("kills the children of a program that is killed", async () => {
  const program = await parentOfSleep();
  program.kill("SIGKILL");
  // Only when nobody holds the output open.
  expect(await once(program, "close")).toEqual([null, "SIGKILL"]);
});

it("kills programs that a test did not stop, with their children", async () => {
  const program = await parentOfSleep();
  killPrograms();
  expect(await once(program, "close")).toEqual([null, "SIGKILL"]);
});
