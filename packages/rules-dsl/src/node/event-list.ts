/** Reads the list of events of a project: the event types of the application and, if they are known, the fields of their payloads. */

import { resolve } from "node:path";
import type { CheckOptions } from "../checking/check-options.ts";
import { MAX_FILE_BYTES } from "../limits.ts";
import { InvalidSettingsError } from "./invalid-settings-error.ts";
import { readOrdinaryFile } from "./read-bytes.ts";
import { decodeText } from "./read-text.ts";

/** The event types of an application, as `check` and `compile` take them. */
export type EventList = Pick<CheckOptions, "events" | "fields">;

const SHAPE = 'write ["ClientRegistered", ...], or {"ClientRegistered": ["name", ...], ...} with the fields';

/**
 * Reads a list of event types: a JSON array of names, or an object with the payload fields of each name. Null stands for
 * fields that are not known.
 *
 * @throws InvalidSettingsError (code `invalid-settings`) if the file cannot be read, or is not such a list.
 */
export async function readEventList(root: string, path: string): Promise<EventList> {
  const result = await readOrdinaryFile(resolve(root, path), MAX_FILE_BYTES);
  const decoded = "bytes" in result ? decodeText(result.bytes) : result;
  if ("unreadable" in decoded) throw invalid(`the event list '${path}' ${decoded.unreadable}`);
  return eventListFrom(decoded.text, path);
}

function eventListFrom(text: string, path: string): EventList {
  const list = readList(text, path);
  // An empty list would check nothing. The program that should have written it has probably failed.
  if (list.events?.length === 0) throw invalid(`the event list '${path}' is empty: ${SHAPE}`);
  return list;
}

function readList(text: string, path: string): EventList {
  let list: unknown;
  try {
    list = JSON.parse(text.replace(/^\u{FEFF}/u, ""));
  } catch (error) {
    throw invalid(`the event list '${path}' is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
  if (Array.isArray(list)) return { events: names(list, `the event list '${path}'`) };
  if (typeof list !== "object" || list === null)
    throw invalid(`the event list '${path}' is not a list: ${SHAPE}`);
  const events = names(Object.keys(list), `the event list '${path}'`);
  const known = Object.entries(list).filter(([, fields]) => fields !== null);
  return {
    events,
    fields: Object.fromEntries(
      known.map(([event, fields]) => [event, fieldsOf(fields, `the event list '${path}', at '${event}',`)]),
    ),
  };
}

function fieldsOf(fields: unknown, where: string): readonly string[] {
  if (!Array.isArray(fields)) throw invalid(`${where} has no list of fields: ${SHAPE}`);
  return names(fields, where);
}

function names(list: readonly unknown[], where: string): readonly string[] {
  return list.map((name, index) => {
    if (typeof name === "string" && name !== "") return name;
    throw invalid(`${where} has no name at position ${index + 1}: ${SHAPE}`);
  });
}

function invalid(message: string): InvalidSettingsError {
  return new InvalidSettingsError({ start: null, message });
}
