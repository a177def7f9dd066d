/**
 * The store under test: an adapter, with an `append` that checks every outcome. It reads the whole store before and
 * after each append and compares the difference with the outcome, so tests need not do so themselves.
 */

import type { RecordedEvent, RuleSet } from "@truce/core";
import type {
  AppendOutcome,
  AppendRequest,
  ListedStream,
  ListStreamsOptions,
  NewEvent,
  ProcessorStorage,
  ReadAllOptions,
  ReadStreamOptions,
  SnapshotStore,
  StorageAdapter,
} from "@truce/core/adapter";
import { expect } from "vitest";

import type { Contents } from "./contents.ts";
import type { SentAppend } from "./explain-failure.ts";
import { expectWritten } from "./expect-written.ts";
import { request, type RequestParts } from "./requests.ts";
import type { TestStore } from "./test-store.ts";

export interface StoreUnderTest {
  /** The adapter itself, for tests that need no checks. Its appends also appear in failure messages. */
  readonly adapter: StorageAdapter;
  /** Appends, and checks that the store holds exactly what the outcome says. */
  append(append: AppendRequest): Promise<AppendOutcome>;
  /** Commits events without conditions, as the starting point of a test. */
  given(committed: readonly NewEvent[], more?: RequestParts): Promise<void>;
  readStream(streamId: string, options?: ReadStreamOptions): Promise<readonly RecordedEvent[]>;
  readAll(options?: ReadAllOptions): Promise<readonly RecordedEvent[]>;
  listStreams(options?: ListStreamsOptions): Promise<readonly ListedStream[]>;
  contents(): Promise<Contents>;
  /** Watches the adapter, or another handle on its store. Skips the test if the adapter has no `watch`. */
  watch(listener: () => void, handle?: StorageAdapter): () => void;
  /** What the adapter, or another handle on its store, keeps for processors. Skips the test if it has no `processors`. */
  processors(handle?: StorageAdapter): ProcessorStorage;
  /** Skips the test if the adapter does not carry out `project` of append requests. */
  needsProjections(): void;
  /** What keeps snapshots. Skips the test if the adapter keeps none. */
  snapshots(): SnapshotStore;
  /** Closes the adapter and opens its store again. Skips the test if the store has only one handle. */
  reopen(): Promise<void>;
  /** Opens another handle on the same store. Skips the test if the store has only one handle. */
  another(): Promise<StorageAdapter>;
  /** Interrupts an append half-way. Skips the test if the factory does not support it. */
  interrupt(append: () => Promise<AppendOutcome>): Promise<AppendOutcome>;
  /** Does the work while the storage is unusable. Skips the test if the factory does not support it. */
  whileUnavailable(work: () => Promise<void>): Promise<void>;
  /** The append that was sent last. */
  lastAppend(): SentAppend | undefined;
  dispose(): Promise<void>;
}

/**
 * Opens the store of one test.
 *
 * @param skip - Ends the test as skipped, with a note.
 */
export async function storeUnderTest(
  made: TestStore & { readonly hasOneHandle?: true },
  skip: (note: string) => never,
): Promise<StoreUnderTest> {
  const opened: StorageAdapter[] = [];
  let last: SentAppend | undefined;

  async function open(): Promise<StorageAdapter> {
    const adapter = await made.open();
    opened.push(adapter);
    return {
      append: async (toAppend) => {
        const sent: SentAppend = { request: toAppend };
        last = sent;
        try {
          return (sent.outcome = await adapter.append(toAppend));
        } catch (error) {
          sent.error = error;
          throw error;
        }
      },
      readStream: (streamId, options) => adapter.readStream(streamId, options),
      readAll: (options) => adapter.readAll(options),
      listStreams: (options) => adapter.listStreams(options),
      readRuleSets: () => adapter.readRuleSets(),
      watch: adapter.watch && ((listener) => adapter.watch?.(listener) ?? (() => {})),
      processors: adapter.processors,
      projects: adapter.projects,
      snapshots: adapter.snapshots,
      close: () => adapter.close(),
    };
  }
  function checkCanOpenAnother(): void {
    if (made.hasOneHandle) {
      skip("not tested: the factory returns only an adapter, so no other handle on its store can be opened");
    }
  }
  let adapter = await open();

  async function contents(): Promise<Contents> {
    const ruleSets = await Array.fromAsync(adapter.readRuleSets());
    const events = await Array.fromAsync(adapter.readAll());
    // Copied, because an adapter that returns its own objects could change what is compared later.
    return structuredClone({ events, ruleSets: ruleSets.toSorted(byFingerprint) });
  }

  async function append(toAppend: AppendRequest): Promise<AppendOutcome> {
    const before = await contents();
    const outcome = await adapter.append(toAppend);
    const after = await contents();
    if (outcome.kind === "appended" || outcome.kind === "merged") {
      expectWritten(toAppend, outcome, before, after);
    } else {
      expect(after, `an append that ends as '${outcome.kind}' writes nothing`).toEqual(before);
    }
    const { streamId } = toAppend;
    const ofStream = after.events.filter((event) => event.streamId === streamId);
    expect(
      await Array.fromAsync(adapter.readStream(streamId)),
      "a stream reads the same as within the whole store",
    ).toEqual(ofStream);
    return outcome;
  }

  return {
    get adapter() {
      return adapter;
    },
    append,
    async given(committed, more) {
      const outcome = await adapter.append(request(committed, more));
      expect(outcome.kind).toBe("appended");
    },
    readStream: (streamId, options) => Array.fromAsync(adapter.readStream(streamId, options)),
    readAll: (options) => Array.fromAsync(adapter.readAll(options)),
    listStreams: (options) => Array.fromAsync(adapter.listStreams(options)),
    contents,
    watch(listener, handle = adapter) {
      if (!handle.watch) skip("not tested: the adapter has no 'watch', so readers look from time to time");
      return handle.watch(listener);
    },
    processors(handle = adapter) {
      if (!handle.processors) skip("not tested: the adapter has no 'processors', so it runs no processors");
      return handle.processors;
    },
    needsProjections() {
      if (!adapter.projects) skip("not tested: the adapter has no 'projects', so it runs no projections");
    },
    snapshots() {
      return adapter.snapshots ?? skip("not tested: the adapter has no 'snapshots', so it keeps none");
    },
    async reopen() {
      checkCanOpenAnother();
      await adapter.close();
      adapter = await open();
    },
    async another() {
      checkCanOpenAnother();
      return await open();
    },
    async interrupt(toInterrupt) {
      if (!made.interrupt)
        skip("not tested: the factory returns no 'interrupt', so no append can die half-way");
      return await made.interrupt(toInterrupt);
    },
    async whileUnavailable(work) {
      if (!made.whileUnavailable)
        skip("not tested: the factory returns no 'whileUnavailable', so the storage cannot fail");
      await made.whileUnavailable(work);
    },
    lastAppend: () => last,
    async dispose() {
      for (const handle of opened) await handle.close();
      await made.dispose?.();
    },
  };
}

function byFingerprint(left: RuleSet, right: RuleSet): number {
  return left.fingerprint < right.fingerprint ? -1 : 1;
}
