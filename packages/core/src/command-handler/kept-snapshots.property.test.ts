import { memoryAdapter } from "@truce/adapter-memory";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";

import type { SnapshotStore } from "../adapter/snapshot-store.ts";
import type { AppendRequest, StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event } from "../events/event.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { createCommandHandler, type CommandResult } from "./create-command-handler.ts";
import type { Decider } from "./decider.ts";

type Noted = Event<"Noted", { text: string }>;
type State = readonly string[];
/** What becomes of a command. */
type Command = { readonly text: string; readonly count: number; readonly isRefused: boolean };

class Refused extends Error {
  readonly state: State;
  constructor(state: State) {
    super("refused");
    this.state = state;
  }
}

/** The state shows every event, their order, and the version of the decider. */
const decider = (version: number): Decider<Command, Noted, State> => ({
  initialState: () => [],
  evolve: (state, { data }) => [...state, `${version}: ${data.text}`],
  decide({ text, count, isRefused }, state) {
    if (isRefused) throw new Refused(state);
    return Array.from({ length: count }, (_, index) => ({
      type: "Noted",
      data: { text: `${text}.${index}` },
    }));
  },
});

/** A memory adapter that can be restored to an earlier time, as from a backup. */
function restorableAdapter() {
  let current = memoryAdapter();
  let written: AppendRequest[] = [];
  const adapter: StorageAdapter = {
    ...current,
    snapshots: undefined,
    async append(request) {
      const outcome = await current.append(request);
      if (outcome.kind === "appended" || outcome.kind === "merged") written.push(request);
      return outcome;
    },
    readStream: (...args) => current.readStream(...args),
  };
  /** @param part - How much of the history is kept. */
  async function restore(part: number): Promise<void> {
    written = written.slice(0, Math.floor(written.length * part));
    current = memoryAdapter();
    for (const request of written) await current.append(request);
  }
  return { adapter, restore };
}

const command = fc.record({
  deciderVersion: fc.integer({ min: 1, max: 2 }),
  every: fc.integer({ min: 1, max: 4 }),
  /** Few ids, so that the same command comes again, also after a restore. */
  commandId: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }),
  isPinned: fc.boolean(),
  requireCurrent: fc.boolean(),
  count: fc.integer({ min: 0, max: 2 }),
  isRefused: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  isLoad: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const round = fc.record({
  commands: fc.array(command, { minLength: 1, maxLength: 3 }),
  /** The part of the history that a restore keeps after the round; undefined if there is none. */
  restore: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
});

let saved = 0;
let continued = 0;

test(
  "with snapshots, results are the same as without: after restores, with several versions of the decider, however saves and commands interleave",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(round, { maxLength: 8 }), async (scheduler, rounds) => {
        const { adapter, restore } = restorableAdapter();
        // Saves that are still under way at the end of a round come through later, even after a restore.
        const snapshots = scheduledSnapshots(scheduler);
        const store = createEventStore<Noted>({
          adapter: {
            ...adapter,
            append: scheduled(scheduler, (request) => adapter.append(request)),
            readStream: counted(adapter),
          },
          rules: defineConflictRules<Noted>({ rules: { Noted: [] } }),
        });
        const errors: unknown[] = [];
        let commands = 0;

        for (const { commands: sent, restore: part } of rounds) {
          const before = await store.streamVersion("notes-1");
          const all = Promise.allSettled(
            sent.map(async ({ deciderVersion, every, isLoad, isPinned, count, isRefused, ...options }) => {
              const handle = createCommandHandler({
                store,
                streamId: (id) => `notes-${id}`,
                decider: decider(deciderVersion),
                retry: { attempts: 20, backoff: () => 0 },
                snapshots: {
                  name: "notes",
                  version: deciderVersion,
                  every,
                  store: snapshots,
                  onError: (error) => errors.push(error),
                },
              });
              if (isLoad) return await handle.load("1");
              const expectedVersion = isPinned ? before : undefined;
              const text = `${++commands}`;
              return await handle("1", { text, count, isRefused }, { ...options, expectedVersion });
            }),
          );
          await scheduler.waitFor(all);
          const texts = (await Array.fromAsync(store.readStream("notes-1"))).map(({ data }) => data.text);
          (await all).forEach((result, index) => {
            const version = sent[index]?.deciderVersion;
            const states = texts.map((text) => `${version}: ${text}`);
            for (const [state, length] of statesOf(result)) expect(state).toEqual(states.slice(0, length));
          });
          if (part !== undefined) await restore(part);
        }
        expect(errors).toEqual([]);
      }),
      runs(500),
    );
    // Otherwise the property would prove nothing.
    expect(saved).toBeGreaterThan(0);
    expect(continued).toBeGreaterThan(0);
  },
  TIMEOUT,
);

/** Every state that the caller or the decider got, with the version that it must be the state of. */
function statesOf(
  result: PromiseSettledResult<CommandResult<State> | { readonly state: State; readonly version: number }>,
): readonly (readonly [state: State, version: number])[] {
  if (result.status === "rejected") {
    if (!(result.reason instanceof Refused)) throw result.reason;
    return [[result.reason.state, result.reason.state.length]];
  }
  const { value } = result;
  const all = "state" in value ? [value] : [value.decisionSnapshot, value.snapshot];
  return all.map(({ state, version }) => [state, version]);
}

function scheduledSnapshots(scheduler: fc.Scheduler): SnapshotStore {
  const { snapshots } = memoryAdapter();
  if (!snapshots) throw new Error("the memory adapter keeps snapshots");
  return {
    load: scheduled(scheduler, (key) => snapshots.load(key)),
    save: scheduled(scheduler, async (...args) => {
      saved++;
      await snapshots.save(...args);
    }),
  };
}

/** The function waits for the scheduler before it has an effect, and again before it returns. */
function scheduled<Args extends readonly unknown[], Result>(
  scheduler: fc.Scheduler,
  call: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    await scheduler.schedule(Promise.resolve());
    const result = await call(...args);
    await scheduler.schedule(Promise.resolve());
    return result;
  };
}

/** Counts reads that continue from a snapshot. */
function counted(adapter: StorageAdapter): StorageAdapter["readStream"] {
  return (streamId, options) => {
    if ((options?.afterVersion ?? 0) > 0) continued++;
    return adapter.readStream(streamId, options);
  };
}
