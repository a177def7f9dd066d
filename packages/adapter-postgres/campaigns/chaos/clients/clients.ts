/** The clients of a round, from the campaign's side: one process for each profile, replaced at once when it is killed. */

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Random } from "@truce/test-support/campaigns";

import type { ClientMessage, ClientRequest, ClientTask } from "../client.ts";
import type { Outcome } from "../outcomes.ts";
import { PROFILES, type Profile } from "./profiles.ts";

/** Where clients find their database. */
export interface ClientPlaces {
  readonly directory: string;
  readonly schema: string;
  readonly directUrl: string;
  /** Through the wire that is cut. */
  readonly cutUrl: string;
}

/** What the campaign hears from its processes. */
export interface Hearing {
  seen(outcome: Outcome): void;
  problem(text: string): void;
}

export interface Clients {
  /** Fulfilled once each has been answered at least once. */
  ready(): Promise<void>;
  /** Kills one of them and starts its successor. False where that one had not got anywhere yet. */
  killOne(): Promise<boolean>;
  /** Takes the connections of one of them away for a while. */
  hogOne(milliseconds: number): void;
  /** Lets all of them end. */
  finish(): Promise<void>;
  /** What they were told; of all that there have been. */
  readonly files: readonly string[];
}

interface Client {
  readonly profile: Profile;
  readonly process: ChildProcess;
  readonly file: string;
  readonly exited: Promise<unknown>;
  readonly ready: Promise<void>;
  isReady: boolean;
}

/** How many variants of the rules there are. */
const VARIANTS = 12;

/** How long the last attempts may take. After that somebody is stuck, which is a fault like any other. */
const FINISHING_TIME = 60_000;

export function startClients(places: ClientPlaces, random: Random, hearing: Hearing): Clients {
  const files: string[] = [];
  const clients = PROFILES.map((profile) => start(profile, null));

  function start(profile: Profile, predecessor: string | null): Client {
    const file = join(places.directory, `${profile.name}-${files.length}.jsonl`);
    files.push(file);
    const task: ClientTask = {
      databaseUrl: profile.isCut ? places.cutUrl : places.directUrl,
      schema: places.schema,
      profile,
      seed: random.between(0, 2 ** 31 - 1),
      variant: random.between(1, VARIANTS),
      file,
      predecessor,
    };
    const child = startProgram("client.ts", task);
    const { promise, resolve } = Promise.withResolvers<void>();
    const client: Client = {
      profile,
      process: child,
      file,
      exited: once(child, "exit"),
      ready: promise,
      isReady: false,
    };
    listen(child, profile.name, hearing, () => {
      client.isReady = true;
      resolve();
    });
    return client;
  }

  return {
    files,
    async ready() {
      await Promise.all(clients.map(({ ready, exited }) => Promise.race([ready, exited])));
    },
    async killOne() {
      const slot = random.between(0, clients.length - 1);
      const client = clients[slot];
      if (!client?.isReady) return false;
      client.process.kill("SIGKILL");
      await client.exited;
      clients[slot] = start(client.profile, client.file);
      return true;
    },
    hogOne(milliseconds) {
      ask(random.pick(clients).process, { kind: "hog", milliseconds });
    },
    async finish() {
      for (const client of clients) ask(client.process, { kind: "finish" });
      await Promise.all(
        clients.map(({ process: child, exited, profile }) => ended(child, exited, profile.name, hearing)),
      );
    },
  };
}

/** Starts one of the programs beside this folder. It ends with this process. */
export function startProgram(name: string, task: object): ChildProcess {
  return fork(join(import.meta.dirname, "..", name), [JSON.stringify(task)], { execArgv: process.execArgv });
}

/** Passes on what a program says, and that it has failed: those that are killed have no exit code. */
export function listen(child: ChildProcess, name: string, hearing: Hearing, ready: () => void): void {
  child.on("exit", (code) => {
    if (code !== 0 && code !== null) hearing.problem(`'${name}' ended with exit code ${code}`);
  });
  child.on("message", (message: ClientMessage) => {
    if ("seen" in message) hearing.seen(message.seen);
    else if ("problem" in message) hearing.problem(message.problem);
    else ready();
  });
}

/** Waits until a program that was asked to end has ended as it should. */
export async function ended(
  child: ChildProcess,
  exited: Promise<unknown>,
  name: string,
  hearing: Hearing,
): Promise<void> {
  const timer = setTimeout(() => {
    hearing.problem(`'${name}' is stuck: it has not ended within ${FINISHING_TIME / 1_000} s`);
    child.kill("SIGKILL");
  }, FINISHING_TIME);
  await exited;
  clearTimeout(timer);
}

export function ask(child: ChildProcess, request: ClientRequest): void {
  if (child.connected) child.send(request);
}
