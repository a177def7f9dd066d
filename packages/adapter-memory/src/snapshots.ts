/** Keeps snapshots in memory. */

import type { SnapshotKey, SnapshotStore, StoredSnapshot } from "@truce/core/adapter";

/** @param checkOpen - Throws if the adapter is closed. */
export function snapshotsInMemory(checkOpen: () => void): SnapshotStore {
  const snapshots = new Map<string, StoredSnapshot>();

  return {
    async load(key) {
      checkOpen();
      const snapshot = snapshots.get(textOf(key));
      return snapshot ? { ...snapshot } : null;
    },
    // Atomic because it never awaits.
    async save(key, snapshot, replaces) {
      checkOpen();
      const present = snapshots.get(textOf(key));
      if (present && !isSame(present, replaces)) return;
      snapshots.set(textOf(key), { ...snapshot });
    },
  };
}

function textOf({ streamId, name }: SnapshotKey): string {
  return JSON.stringify([streamId, name]);
}

function isSame(left: StoredSnapshot, right: StoredSnapshot | null): boolean {
  return (
    left.deciderVersion === right?.deciderVersion &&
    left.version === right.version &&
    left.appendId === right.appendId
  );
}
