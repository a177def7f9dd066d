/** Connects the suite to an adapter: its options, and what each theme receives. */

import type { StorageAdapter } from "@truce/core/adapter";
import type { Parameters as PropertyParameters } from "fast-check";
import { test as base } from "vitest";

import { explainFailure, type Clause } from "./explain-failure.ts";
import { storeUnderTest, type StoreUnderTest } from "./store-under-test.ts";
import type { TestStore, TestStoreFactory } from "./test-store.ts";

/** What the suite has to know about the adapter. */
export interface ConformanceOptions {
  /**
   * True (the default) if the adapter compares payload fields exactly as `matches` of `@truce/core/adapter` does. False if it
   * may match more events. It must never match fewer, and must always compare types exactly.
   */
  readonly exact?: boolean | undefined;
  /** How many cases each property tries. 50 unless set. */
  readonly runs?: number | undefined;
  /** Replays the cases of a failed run: the seed that it printed. */
  readonly seed?: number | undefined;
}

/** A theme of the suite registers its tests with vitest. */
export type Theme = (conformance: Conformance) => void;

export interface Conformance {
  /** Vitest's `test`, whose tests get an empty store of their own as `store`. */
  readonly test: ReturnType<typeof testOnStore>;
  readonly isExact: boolean;
  /** Parameters for `fc.assert`. */
  readonly property: PropertyParameters<unknown>;
}

/** The timeout in milliseconds of tests that append or read many times. */
export const LONG = 120_000;

export interface ThemeInfo extends Clause {
  /** Themes that this one relies on. If one of them has failed, this one is skipped. */
  readonly needs: readonly string[];
}

/** Binds the suite to an adapter. The result creates the {@link Conformance} of a theme. */
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
    if (cause !== undefined) skip(`not run: it relies on '${cause}', which fails`);
    const made = await factory();
    const store = await storeUnderTest("append" in made ? withOneHandle(made) : made, skip);
    onTestFailed(({ task }) => {
      failed.add(info.theme);
      explainFailure(task.result?.errors ?? [], info, store.lastAppend());
    });
    onCleanup(() => store.dispose());
    return store;
  });
}

function withOneHandle(adapter: StorageAdapter): TestStore & { readonly hasOneHandle: true } {
  return { open: async () => adapter, hasOneHandle: true };
}
