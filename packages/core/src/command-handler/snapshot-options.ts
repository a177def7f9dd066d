/** The options for snapshots that a command handler keeps. */

import type { SnapshotStore } from "../adapter/snapshot-store.ts";
import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import {
  checkCount,
  checkName,
  checkObject,
  checkVersion,
  refuseUnknownKeys,
} from "../input/check-values.ts";

/** What it took to read a state. */
export interface ReadEffort {
  /** How many events were read: those after the snapshot, or all of them if there was none. */
  readonly events: number;
  /** How long it took to load the snapshot and to read these events, in milliseconds. */
  readonly milliseconds: number;
}

/** How snapshots are kept. */
export interface SnapshotOptions {
  /** A name for the decider. Deciders for the same streams need different names. */
  readonly name: string;
  /**
   * The version of the decider, an integer. Raise it with every change of `initialState` or `evolve`, because snapshots of
   * any other version are ignored.
   */
  readonly version: number;
  /** A snapshot is saved after a read of at least this many events. The default is 100. */
  readonly every?: number | undefined;
  /** Decides instead of `every` whether a snapshot is saved after a read. */
  readonly due?: ((effort: ReadEffort) => boolean) | undefined;
  /** Where the snapshots are kept. The default is the storage adapter. */
  readonly store?: SnapshotStore | undefined;
  /**
   * Called if a snapshot cannot be loaded or saved. The command does not fail. It is an InvalidInputError (code
   * `invalid-input`) if JSON cannot carry the state.
   */
  readonly onError: (error: unknown) => void;
}

/** Checked options. */
export interface SnapshotSettings extends Pick<SnapshotOptions, "name" | "version" | "onError"> {
  readonly due: (effort: ReadEffort) => boolean;
  readonly store: SnapshotStore;
}

const DEFAULT_EVERY = 100;

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkSnapshotOptions(options: SnapshotOptions, adapter: StorageAdapter): SnapshotSettings {
  const {
    name,
    version,
    every,
    due,
    store = adapter.snapshots,
    onError,
    ...unknown
  } = checkObject(options, "options.snapshots") as Partial<SnapshotOptions>;
  refuseUnknownKeys(unknown, "options.snapshots");
  checkName(name, "options.snapshots.name");
  checkVersion(version, "options.snapshots.version");
  if (every !== undefined) checkCount(every, "options.snapshots.every");
  if (due !== undefined && typeof due !== "function") {
    throw new InvalidInputError("options.snapshots.due", "must be a function");
  }
  if (every !== undefined && due !== undefined) {
    throw new InvalidInputError(
      "options.snapshots.every",
      "is not used if there is a function 'due': leave one of them out",
    );
  }
  if (typeof store?.save !== "function") {
    const problem = "must be a snapshot store: the adapter of the event store keeps no snapshots";
    throw new InvalidInputError("options.snapshots.store", problem);
  }
  if (typeof onError !== "function")
    throw new InvalidInputError("options.snapshots.onError", "must be a function");
  return { name, version, store, onError, due: due ?? (({ events }) => events >= (every ?? DEFAULT_EVERY)) };
}
