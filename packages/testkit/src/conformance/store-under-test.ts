/**
 * The store under test: an adapter, and an `append` that takes nothing on trust. It reads the whole store before and
 * after every append and holds the difference against the outcome, so no test has to remember to.
 */

import type {
  AppendOutcome,
  AppendRequest,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  RuleSet,
  StorageAdapter,
} from "@truce/core";
import { assert, expect } from "vitest";

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
  /** The bare adapter, for what the helpers would get in the way of. */
  readonly adapter: StorageAdapter;
  /** Appends, and makes sure that the store holds exactly what the outcome says. */
  append(append: AppendRequest): Promise<AppendOutcome>;
  /** Commits events, unconditionally: what is there before a test begins. */
  given(committed: readonly NewEvent[], more?: RequestParts): Promise<void>;
  readStream(streamId: string, options?: ReadStreamOptions): Promise<readonly RecordedEvent[]>;
  readAll(options?: ReadAllOptions): Promise<readonly RecordedEvent[]>;
  contents(): Promise<Contents>;
  /** Closes the adapter and opens its store again. */
  reopen(): Promise<void>;
}

/** Wraps an adapter. */
export function storeUnderTest(
  opened: StorageAdapter,
  reopen?: (closed: StorageAdapter) => Promise<StorageAdapter>,
): StoreUnderTest {
  let adapter = opened;

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
      assert(reopen, "an adapter that can not be opened again is not tested for it");
      await adapter.close();
      adapter = await reopen(adapter);
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
