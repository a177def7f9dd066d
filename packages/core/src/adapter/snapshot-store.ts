/**
 * What keeps snapshots: states of streams, so that a command handler need not read long streams from the beginning.
 *
 * It need not know whether a snapshot is still right. The reader finds that out, so a snapshot that is out of date or lost
 * costs time, and nothing else.
 */

/** Which snapshot is meant. There is at most one for each key. */
export interface SnapshotKey {
  /** The stream. */
  readonly streamId: string;
  /** The name under which a command handler keeps the states of its decider. */
  readonly name: string;
}

/** A snapshot, with what shows whether it can be trusted. */
export interface StoredSnapshot {
  /** The version of the decider that made the state. */
  readonly deciderVersion: number;
  /** The version of the stream; at least 1. */
  readonly version: number;
  /**
   * The id of the append that the event at this version came in. It shows whether the stream still has the same history. An
   * event id would not: a command that is sent again after a restore has the same event ids.
   */
  readonly appendId: string;
  /** The state as JSON text. */
  readonly state: string;
}

/** Keeps snapshots. */
export interface SnapshotStore {
  /** The snapshot; null if there is none. */
  load(key: SnapshotKey): Promise<StoredSnapshot | null>;

  /**
   * Saves a snapshot in place of the one that was loaded, atomically. Does nothing if another has been saved meanwhile, so
   * a slow writer never replaces a newer snapshot.
   *
   * @param replaces - What `load` returned. Snapshots are the same if everything but the state is the same.
   */
  save(key: SnapshotKey, snapshot: StoredSnapshot, replaces: StoredSnapshot | null): Promise<void>;
}
