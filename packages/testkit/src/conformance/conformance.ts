/** What the suite needs of the adapter under test, and what every theme of the suite gets. */

import type { AppendOutcome, StorageAdapter } from "@truce/core/adapter";
import type { Parameters as PropertyParameters } from "fast-check";
import { test as base } from "vitest";

import { explainFailure, type Clause } from "./explain-failure.ts";
import { storeUnderTest, type StoreUnderTest } from "./store-under-test.ts";

/**
 * An empty store for one test. What is optional here is skipped by the suite if it is missing, with a note that says what
 * was not tested.
 */
export interface TestStore {
  /** Opens a handle on the store. Every call opens another one on the same store. The suite closes all of them. */
  open(): Promise<StorageAdapter>;
  /**
   * Carries out an append of several events in such a way that it dies half-way: at least one event has been written, at
   * least one has not. Let the storage fail there, or kill the process that appends. Resolves or rejects as the append
   * does.
   */
  interrupt?(append: () => Promise<AppendOutcome>): Promise<AppendOutcome>;
  /** Does the work while the storage cannot be used: it is locked, stopped or cut off. */
  whileUnavailable?(work: () => Promise<void>): Promise<void>;
  /** Removes what was made for the test, after all handles are closed. */
  dispose?(): Promise<void>;
}

/**
 * Makes an empty store, once for every test: a {@link TestStore}, or an adapter alone if its events live no longer than
 * itself and no second handle can be opened.
 */
export type TestStoreFactory = () => Promise<StorageAdapter | TestStore>;

/** What is optional in the contract, and how long the suite looks for faults. */
export interface ConformanceOptions {
  /**
   * True (the default) if the adapter compares payload fields exactly as `matches` of `@truce/core` does. False
   * if it may match more events than that; it may never match fewer, and types are always compared exactly.
   */
  readonly exact?: boolean | undefined;
  /** How many cases each property tries: 50 unless set. */
  readonly runs?: number | undefined;
  /** Makes the properties try the same cases again: the seed that a failed run has printed. */
  readonly seed?: number | undefined;
}

/** A theme of the suite registers its tests with vitest. */
export type Theme = (conformance: Conformance) => void;

/** What a theme gets. */
export interface Conformance {
  /** Vitest's `test`, whose tests get an empty store of their own as `store`. */
  readonly test: ReturnType<typeof testOnStore>;
  readonly isExact: boolean;
  /** To be handed to `fc.assert`. */
  readonly property: PropertyParameters<unknown>;
}

/** Milliseconds that a test may take which appends or reads many times. */
export const LONG = 120_000;

/** What a theme is about, and what it rests on. */
export interface ThemeInfo extends Clause {
  /** Themes without which this one says nothing: if one of them has failed, this one is skipped. */
  readonly needs: readonly string[];
}

/** Binds the suite to an adapter. The result makes what a theme gets. */
export function conformanceOf(
  factory: TestStoreFactory,
  options: ConformanceOptions,
): (info: ThemeInfo) => Conformance {
  const { exact = true, runs = 50, seed } = options;
  const failed = new Set<string>();
  return (info) => ({
    test: testOnStore(factory, info, failed),
    isExact: exact,
    property: { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  });
}

function testOnStore(factory: TestStoreFactory, info: ThemeInfo, failed: Set<string>) {
  return base.extend("store", async ({ skip, onTestFailed }, { onCleanup }): Promise<StoreUnderTest> => {
    const cause = info.needs.find((theme) => failed.has(theme));
    if (cause !== undefined) skip(`not run: '${cause}' fails, and this rests on it`);
    const made = await factory();
    const store = await storeUnderTest("append" in made ? only(made) : made, skip);
    onTestFailed(({ task }) => {
      failed.add(info.theme);
      explainFailure(task.result?.errors ?? [], info, store.lastAppend());
    });
    onCleanup(() => store.dispose());
    return store;
  });
}

/** A store with one handle. */
function only(adapter: StorageAdapter): TestStore & { readonly hasOneHandle: true } {
  return { open: async () => adapter, hasOneHandle: true };
}
