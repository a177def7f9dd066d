/** The numbers of one run. Everything is counted from what happened, nothing is derived from what should have. */

import { isDeepStrictEqual } from "node:util";

import { checkHistory, type HistoryReport } from "@truce/testkit/history";

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
  /** How many events were there when the day began, and how many of these are not there any more as they were. */
  readonly eventsBefore: number;
  readonly changedSince: number;
  /** Events that a writer was told are in the log, and that are not. */
  readonly lost: number;
  readonly entries: Entries;
  /** How often a value, name, owner, pinned note or contract was replaced, and how often of these unseen. */
  readonly replaced: number;
  readonly overwrittenUnseen: number;
  readonly audit: HistoryReport;
}

export async function tally(played: PlayedDay): Promise<Tally> {
  const { lines, log, before, ruleSets, told } = played;
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
    eventsBefore: before.length,
    changedSince: before.filter((event, index) => !isDeepStrictEqual(event, log[index])).length,
    lost: acknowledged.filter((id) => !inLog.has(id)).length,
    entries: findEntries(day, clients, foldLog(before).clients),
    replaced,
    overwrittenUnseen: blindOverwrites.length,
    // Of earlier days nobody here was told.
    audit: await checkHistory({ events: log, ruleSets, told, toldIsComplete: before.length === 0 }),
  };
}
