/** Keeps snapshots in the database (see sql/snapshots.ts). */

import type { SnapshotStore, StoredSnapshot } from "@truce/core/adapter";

import type { Parameter, Row, Statement } from "./driver.ts";
import type { Statements } from "./statements.ts";

/** @param query - Executes a statement on any connection. */
export function snapshotStore(
  query: (statement: Statement, parameters: readonly Parameter[]) => Promise<readonly Row[]>,
  statements: Statements,
): SnapshotStore {
  return {
    async load({ streamId, name }) {
      const [row] = await query(statements.loadSnapshot, [streamId, name]);
      return row ? storedSnapshot(row) : null;
    },
    async save({ streamId, name }, snapshot, replaces) {
      await query(statements.saveSnapshot, [
        streamId,
        name,
        ...identityOf(snapshot),
        snapshot.state,
        ...(replaces ? identityOf(replaces) : [null, null, null]),
      ]);
    },
  };
}

function identityOf({ deciderVersion, version, appendId }: StoredSnapshot): readonly Parameter[] {
  return [String(deciderVersion), String(version), appendId];
}

function storedSnapshot(row: Row): StoredSnapshot {
  return {
    deciderVersion: Number(row["decider_version"]),
    version: Number(row["version"]),
    appendId: row["append_id"] ?? "",
    state: row["state"] ?? "",
  };
}
