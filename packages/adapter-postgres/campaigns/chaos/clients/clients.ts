/** Controls the clients of a round: one process for each profile. A killed client is replaced at once. */

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Random } from "@truce/test-support/campaigns";

import type { ClientMessage, ClientRequest, ClientTask } from "../client.ts";
import type { Outcome } from "../outcomes.ts";
import { PROFILES, type Profile } from "./profiles.ts";

/** Where clients find the database and write their logs. */
export interface ClientPlaces {
  readonly directory: string;
  readonly schema: string;
  readonly directUrl: string;
  /** Through the proxy that cuts connections. */
  readonly cutUrl: string;
}

/** Takes the reports of the processes. */
export interface Reports {
  seen(outcome: Outcome): void;
  problem(text: string): void;
}

export interface Clients {
  /** Fulfilled once each client has got an outcome. */
  ready(): Promise<void>;
  /** Kills one client and starts its successor. False if that client has got no outcome yet. */
  killOne(): Promise<boolean>;
  /** Makes one client borrow all connections of its pool for a while. */
  takeConnectionsOfOne(milliseconds: number): void;
  /** Ends all clients. */
  finish(): Promise<void>;
  /** The logs of all clients, including the killed ones. */
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

/** The number of variants of the rules. */
const VARIANTS = 12;

/** How many milliseconds the last attempts can take. A process that takes longer is stuck, which is a problem. */
const FINISHING_TIME = 60_000;

export function startClients(places: ClientPlaces, random: Random, reports: Reports): Clients {
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
    listen(child, profile.name, reports, () => {
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
    takeConnectionsOfOne(milliseconds) {
      ask(random.pick(clients).process, { kind: "take connections", milliseconds });
    },
    async finish() {
      for (const client of clients) ask(client.process, { kind: "finish" });
      await Promise.all(
        clients.map(({ process: child, exited, profile }) => ended(child, exited, profile.name, reports)),
      );
    },
  };
}

/** Starts a program of the parent folder. It ends with this process. */
export function startProgram(name: string, task: object): ChildProcess {
  return fork(join(import.meta.dirname, "..", name), [JSON.stringify(task)], { execArgv: process.execArgv });
}

/** Passes on the messages of a program, and an exit code that is an error. A killed program has no exit code. */
export function listen(child: ChildProcess, name: string, reports: Reports, ready: () => void): void {
  child.on("exit", (code) => {
    if (code !== 0 && code !== null) reports.problem(`'${name}' ended with exit code ${code}`);
  });
  child.on("message", (message: ClientMessage) => {
    if ("seen" in message) reports.seen(message.seen);
    else if ("problem" in message) reports.problem(message.problem);
    else ready();
  });
}

/** Waits until a program has ended. If it takes too long, kills it and reports a problem. */
export async function ended(
  child: ChildProcess,
  exited: Promise<unknown>,
  name: string,
  reports: Reports,
): Promise<void> {
  const timer = setTimeout(() => {
    reports.problem(`'${name}' is stuck: it has not ended within ${FINISHING_TIME / 1_000} s`);
    child.kill("SIGKILL");
  }, FINISHING_TIME);
  await exited;
  clearTimeout(timer);
}

export function ask(child: ChildProcess, request: ClientRequest): void {
  if (child.connected) child.send(request);
}
