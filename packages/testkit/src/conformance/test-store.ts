/** What the author of an adapter gives to the suite. */

import type { AppendOutcome, StorageAdapter } from "@truce/core/adapter";

/**
 * An empty store for one test. If an optional method is missing, the suite skips the tests that need it and says what
 * was not tested.
 */
export interface TestStore {
  /** Opens a handle on the store. Every call opens another handle on the same store. The suite closes all of them. */
  open(): Promise<StorageAdapter>;
  /**
   * Carries out an append of several events so that it dies half-way: at least one event was written, and at least one
   * was not. Make the storage fail at that point, or kill the process that appends. Resolves or rejects as the append
   * does.
   */
  interrupt?(append: () => Promise<AppendOutcome>): Promise<AppendOutcome>;
  /** Does the work while the storage cannot be used, because it is locked, stopped or disconnected. */
  whileUnavailable?(work: () => Promise<void>): Promise<void>;
  /** Removes what was created for the test, after all handles are closed. */
  dispose?(): Promise<void>;
}

/**
 * Creates an empty store, once for every test. It returns a {@link TestStore}, or only an adapter if no second handle on
 * its store can be opened.
 */
export type TestStoreFactory = () => Promise<StorageAdapter | TestStore>;
