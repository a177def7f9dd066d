/** The numbers of one run. Everything is counted from what happened, nothing is derived from what should have. */

import { checkHistory, type HistoryReport } from "@truce/testkit";

import type { PlayedDay } from "../play/play-day.ts";
import { findEntries, type Entries } from "./entries.ts";
import { foldLog } from "./fold-log.ts";

export interface Tally {
  readonly commands: number;
  /** Acknowledged appends from an up-to-date screen, and from one that was out of date. */
  readonly appended: number;
  readonly merged: number;
  /** How often a user was interrupted. */
  readonly refused: number;
  /** Attempts beyond the first of each command. */
  readonly retries: number;
  readonly events: number;
  /** Events that a writer was told are in the log, and that are not. */
  readonly lost: number;
  readonly entries: Entries;
  /** How often a value, name, owner, pinned note or contract was replaced, and how often of these unseen. */
  readonly replaced: number;
  readonly overwrittenUnseen: number;
  readonly audit: HistoryReport;
}

export async function tally(played: PlayedDay): Promise<Tally> {
  const { lines, log, ruleSets, told } = played;
  const inLog = new Set(log.map(({ id }) => id));
  const acknowledged = lines.flatMap(({ result }) => result.eventIds);
  const { clients, replaced, blindOverwrites } = foldLog(log);
  const day = lines.map(({ line }) => line);
  return {
    commands: lines.length,
    appended: lines.filter(({ result }) => result.kind === "appended").length,
    merged: lines.filter(({ result }) => result.kind === "merged").length,
    refused: lines.reduce((sum, { refusals }) => sum + refusals.length, 0),
    retries: told.length - lines.length,
    events: log.length,
    lost: acknowledged.filter((id) => !inLog.has(id)).length,
    entries: findEntries(day, clients),
    replaced,
    overwrittenUnseen: blindOverwrites.length,
    audit: await checkHistory({ events: log, ruleSets, told, toldIsComplete: true }),
  };
}
