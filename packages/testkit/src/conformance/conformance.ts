/** What the suite needs of the adapter under test, and what every theme of the suite gets. */

import type { StorageAdapter } from "@truce/core";
import type { Parameters as PropertyParameters } from "fast-check";
import { test as base } from "vitest";

import { storeUnderTest, type StoreUnderTest } from "./store-under-test.ts";

/** Opens an adapter on a store of its own that is empty. Called once for every test; the suite closes the adapter. */
export type StorageAdapterFactory = () => Promise<StorageAdapter>;

/** What is optional in the contract, and how long the suite looks for faults. */
export interface ConformanceOptions {
  /**
   * For adapters whose events outlive them: opens the same store again, after the given adapter has been closed.
   * Without it, persistence is not tested.
   */
  readonly reopen?: ((closed: StorageAdapter) => Promise<StorageAdapter>) | undefined;
  /**
   * True (the default) where the adapter compares payload fields exactly as `matches` of `@truce/core` does. False
   * where it may match more events than that; it may never match fewer, and types are always compared exactly.
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
  /** Whether the store can be opened again, as `store.reopen()`. */
  readonly isPersistent: boolean;
  readonly isExact: boolean;
  /** To be handed to `fc.assert`. */
  readonly property: PropertyParameters<unknown>;
}

/** Milliseconds that a test may take which appends or reads many times. */
export const LONG = 120_000;

/** Binds the suite to an adapter. */
export function conformanceOf(factory: StorageAdapterFactory, options: ConformanceOptions): Conformance {
  const { reopen, exact = true, runs = 50, seed } = options;
  return {
    test: testOnStore(factory, reopen),
    isPersistent: reopen !== undefined,
    isExact: exact,
    property: { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  };
}

function testOnStore(factory: StorageAdapterFactory, reopen: ConformanceOptions["reopen"]) {
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from the pattern which fixtures are needed
  return base.extend("store", async ({}, { onCleanup }): Promise<StoreUnderTest> => {
    const store = storeUnderTest(await factory(), reopen);
    onCleanup(() => store.adapter.close());
    return store;
  });
}
