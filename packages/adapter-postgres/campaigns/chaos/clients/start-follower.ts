/** Controls the follower, which reads the whole store. */

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { RecordedEvent } from "@truce/core";

import type { FollowerTask } from "../follower.ts";
import { ask, ended, listen, startProgram, type ClientPlaces, type Reports } from "./clients.ts";

export interface Follower {
  /** Lets it read to the last position and end. */
  finish(): Promise<void>;
  /** A problem with the events that it read, compared with the log. Null if it read every event once, in order. */
  problemWith(log: readonly RecordedEvent[]): string | null;
}

export function startFollower(places: ClientPlaces, reports: Reports): Follower {
  const file = join(places.directory, "followed.txt");
  const task: FollowerTask = { databaseUrl: places.cutUrl, schema: places.schema, file };
  const child = startProgram("follower.ts", task);
  const exited = once(child, "exit");
  listen(child, "follower", reports, () => {});
  return {
    async finish() {
      ask(child, { kind: "finish" });
      await ended(child, exited, "follower", reports);
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
        : `the follower saw ${seen.length - log.length} too many events`;
    },
  };
}
