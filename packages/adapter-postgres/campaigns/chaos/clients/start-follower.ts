/** The reader that follows the whole store, from the campaign's side. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { RecordedEvent } from "@truce/core";

import type { FollowerTask } from "../follower.ts";
import { ask, ended, listen, startProgram, type ClientPlaces, type Hearing } from "./clients.ts";

export interface Follower {
  /** Lets it read to the end, and end. */
  finish(): Promise<void>;
  /** What is wrong with what it saw, given the log; null where it saw every event once, in order. */
  problemWith(log: readonly RecordedEvent[]): string | null;
}

export function startFollower(places: ClientPlaces, hearing: Hearing): Follower {
  const file = join(places.directory, "followed.txt");
  const task: FollowerTask = { databaseUrl: places.cutUrl, schema: places.schema, file };
  const child = startProgram("follower.ts", task);
  const exited = once(child, "exit");
  listen(child, "follower", hearing, () => {});
  return {
    async finish() {
      ask(child, { kind: "finish" });
      await ended(child, exited, "follower", hearing);
    },
    problemWith(log) {
      const seen = readFileSync(file, "utf8").split("\n").slice(0, -1);
      const wrong = log.findIndex(({ position, id }, index) => seen[index] !== `${position} ${id}`);
      if (wrong >= 0) {
        const { position } = log[wrong] as RecordedEvent;
        return `the follower should have seen position ${position} as its event number ${wrong + 1}, but saw '${seen[wrong] ?? "nothing"}'`;
      }
      return seen.length === log.length
        ? null
        : `the follower saw ${seen.length - log.length} events too many`;
    },
  };
}
