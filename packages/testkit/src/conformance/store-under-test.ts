/**
 * The store under test: an adapter, and an `append` that takes nothing on trust. It reads the whole store before and
 * after every append and holds the difference against the outcome, so no test has to remember to.
 */

import type { RecordedEvent, RuleSet } from "@truce/core";
import type {
  AppendOutcome,
  AppendRequest,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  StorageAdapter,
} from "@truce/core/adapter";
import { expect } from "vitest";

import type { TestStore } from "./conformance.ts";
import type { SentAppend } from "./explain-failure.ts";
import { expectWritten } from "./expect-written.ts";
import { request, type RequestParts } from "./requests.ts";

/** All that a store holds. */
export interface Contents {
  /** By position. */
  readonly events: readonly RecordedEvent[];
  /** By fingerprint. */
  readonly ruleSets: readonly RuleSet[];
}

/** An adapter on an empty store. */
export interface StoreUnderTest {
  /** The adapter itself, if the helpers would be in the way. Its appends are noted for messages. */
  readonly adapter: StorageAdapter;
  /** Appends, and makes sure that the store holds exactly what the outcome says. */
  append(append: AppendRequest): Promise<AppendOutcome>;
  /** Commits events, unconditionally: what is there before a test begins. */
  given(committed: readonly NewEvent[], more?: RequestParts): Promise<void>;
  readStream(streamId: string, options?: ReadStreamOptions): Promise<readonly RecordedEvent[]>;
  readAll(options?: ReadAllOptions): Promise<readonly RecordedEvent[]>;
  contents(): Promise<Contents>;
  /** Closes the adapter and opens its store again. Skips the test if the store has only one handle. */
  reopen(): Promise<void>;
  /** Opens another handle on the same store. Skips the test if the store has only one. */
  another(): Promise<StorageAdapter>;
  /** Interrupts an append half-way. Skips the test if the author gave no way to do that. */
  interrupt(append: () => Promise<AppendOutcome>): Promise<AppendOutcome>;
  /** Makes the storage unusable meanwhile. Skips the test if the author gave no way to do that. */
  whileUnavailable(work: () => Promise<void>): Promise<void>;
  /** The last append that was sent. */
  lastAppend(): SentAppend | undefined;
  dispose(): Promise<void>;
}

/**
 * Opens a store.
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
      readRuleSets: () => adapter.readRuleSets(),
      close: () => adapter.close(),
    };
  }
  function checkCanOpenAnother(): void {
    if (made.hasOneHandle) {
      skip("not tested: the factory gives an adapter alone, so no other handle on its store can be opened");
    }
  }
  let adapter = await open();

  async function contents(): Promise<Contents> {
    const ruleSets = await collect(adapter.readRuleSets());
    const events = await collect(adapter.readAll());
    // Copied, lest an adapter that hands out what it keeps changes what is compared with it.
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
    expect(await collect(adapter.readStream(streamId)), "a stream reads as it does in the whole").toEqual(
      ofStream,
    );
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
    readStream: (streamId, options) => collect(adapter.readStream(streamId, options)),
    readAll: (options) => collect(adapter.readAll(options)),
    contents,
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
        skip("not tested: the factory gives no 'interrupt', so no append can die half-way");
      return await made.interrupt(toInterrupt);
    },
    async whileUnavailable(work) {
      if (!made.whileUnavailable)
        skip("not tested: the factory gives no 'whileUnavailable', so the storage cannot fail");
      await made.whileUnavailable(work);
    },
    lastAppend: () => last,
    async dispose() {
      for (const handle of opened) await handle.close();
      await made.dispose?.();
    },
  };
}

/** Everything that an iteration yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

function byFingerprint(left: RuleSet, right: RuleSet): number {
  return left.fingerprint < right.fingerprint ? -1 : 1;
}
