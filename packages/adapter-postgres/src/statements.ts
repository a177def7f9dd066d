/** The statements of the adapter, for one schema. */

import type { Statement } from "./driver.ts";
import { APPEND, APPEND_ONE } from "./sql/append-call.ts";
import {
  addProcessorSql,
  claimSql,
  forgetSql,
  moveCheckpointSql,
  parkedSql,
  parkSql,
  releaseSql,
  renewSql,
  retryParkedSql,
  statusSql,
  unparkSql,
} from "./sql/processors.ts";
import { readCommittedCall } from "./sql/read-committed.ts";
import { loadSnapshotSql, saveSnapshotSql } from "./sql/snapshots.ts";
import {
  highWaterMarkSql,
  listStreamsSql,
  readAllSql,
  readEventSql,
  readRuleSetsSql,
  readStreamSql,
  readWrittenSql,
} from "./sql/queries.ts";

/** All of them. */
export interface Statements {
  readonly append: Statement;
  readonly appendOne: Statement;
  readonly readForwards: Statement;
  readonly readBackwards: Statement;
  readonly readEvent: Statement;
  readonly readWritten: Statement;
  readonly readAllForwards: Statement;
  readonly readAllBackwards: Statement;
  readonly listStreams: Statement;
  readonly highWaterMark: Statement;
  readonly readRuleSets: Statement;
  readonly addProcessor: Statement;
  readonly claim: Statement;
  readonly renew: Statement;
  readonly release: Statement;
  readonly moveCheckpoint: Statement;
  readonly park: Statement;
  readonly unpark: Statement;
  readonly status: Statement;
  readonly parked: Statement;
  readonly retryParked: Statement;
  readonly forget: Statement;
  readonly loadSnapshot: Statement;
  readonly saveSnapshot: Statement;
}

/**
 * @param schema - Quoted.
 * @param prepared - Whether they are prepared by name. That is faster, but some older poolers do not support it.
 */
export function statementsFor(schema: string, prepared: boolean): Statements {
  const statement = (purpose: string, text: string): Statement => ({
    name: prepared ? preparedName(schema, purpose) : null,
    text,
  });
  const atReadCommitted = (
    procedure: Parameters<typeof readCommittedCall>[1],
    purpose: string,
    text: string,
  ): Statement => ({ ...statement(purpose, text), readCommittedCall: readCommittedCall(schema, procedure) });
  return {
    append: atReadCommitted("append", "append", APPEND.sql(schema)),
    appendOne: atReadCommitted("appendOne", "append one", APPEND_ONE.sql(schema)),
    readForwards: statement("forwards", readStreamSql(schema, "forwards")),
    readBackwards: statement("backwards", readStreamSql(schema, "backwards")),
    readEvent: statement("event", readEventSql(schema)),
    readWritten: statement("written", readWrittenSql(schema)),
    readAllForwards: statement("all forwards", readAllSql(schema, "forwards")),
    readAllBackwards: statement("all backwards", readAllSql(schema, "backwards")),
    listStreams: statement("streams", listStreamsSql(schema)),
    highWaterMark: atReadCommitted("highWaterMark", "high-water mark", highWaterMarkSql(schema)),
    readRuleSets: statement("rules", readRuleSetsSql(schema)),
    addProcessor: statement("add processor", addProcessorSql(schema)),
    claim: statement("claim", claimSql(schema)),
    renew: statement("renew", renewSql(schema)),
    release: statement("release", releaseSql(schema)),
    moveCheckpoint: statement("checkpoint", moveCheckpointSql(schema)),
    park: statement("park", parkSql(schema)),
    unpark: statement("unpark", unparkSql(schema)),
    status: statement("status", statusSql(schema)),
    parked: statement("parked", parkedSql(schema)),
    retryParked: statement("retry parked", retryParkedSql(schema)),
    forget: statement("forget", forgetSql(schema)),
    loadSnapshot: statement("load snapshot", loadSnapshotSql(schema)),
    saveSnapshot: statement("save snapshot", saveSnapshotSql(schema)),
  };
}

/** Null if the name would be longer than 63 bytes, because PostgreSQL truncates longer names. */
function preparedName(schema: string, purpose: string): string | null {
  const name = `truce ${purpose} ${schema}`;
  return name.length <= 63 ? name : null;
}
