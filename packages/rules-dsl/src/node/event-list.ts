/** Reads the list of events of a project: the event types of the application and, if they are known, the fields of their payloads. */

import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckOptions } from "../checking/check-options.ts";
import { MAX_FILE_BYTES } from "../limits.ts";
import { InvalidSettingsError } from "./invalid-settings-error.ts";
import { isModule } from "./is-module.ts";
import { readOrdinaryFile } from "./read-bytes.ts";
import { decodeText } from "./read-text.ts";

/** The event types of an application, as `check` and `compile` take them. */
export type EventList = Pick<CheckOptions, "events" | "fields">;

const SHAPE = 'write ["ClientRegistered", ...], or {"ClientRegistered": ["name", ...], ...} with the fields';

/**
 * Reads a list of event types: an array of names, or an object with the payload fields of each name. Null stands for fields
 * that are not known. The list is a JSON file, or what a module exports as `events` or by default. Loading a module runs it.
 *
 * @throws InvalidSettingsError (code `invalid-settings`) if the file cannot be read or loaded, or is not such a list.
 */
export async function readEventList(root: string, path: string): Promise<EventList> {
  const result = await readOrdinaryFile(resolve(root, path), MAX_FILE_BYTES);
  const decoded = "bytes" in result ? decodeText(result.bytes) : result;
  if ("unreadable" in decoded) throw invalid(`the event list '${path}' ${decoded.unreadable}`);
  const list = eventListFrom(
    isModule(path) ? await exportedList(root, path) : parsedList(decoded.text, path),
    path,
  );
  // An empty list would check nothing. The program that should have written it has probably failed.
  if (list.events?.length === 0) throw invalid(`the event list '${path}' is empty: ${SHAPE}`);
  return list;
}

function parsedList(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\u{FEFF}/u, ""));
  } catch (error) {
    throw invalid(`the event list '${path}' is not JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

async function exportedList(root: string, path: string): Promise<unknown> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    // Node knows a module by its real path, and loads it again only under another address.
    const file = await realpath(resolve(root, path));
    const { mtimeMs } = await stat(file);
    const url = `${pathToFileURL(file).href}?changed=${mtimeMs}`;
    exported = (await import(/* @vite-ignore */ url)) as typeof exported;
  } catch (error) {
    const [why = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw invalid(`the event list '${path}' cannot be loaded: ${why}`);
  }
  const list = exported["events"] ?? exported["default"];
  if (list !== undefined) return list;
  throw invalid(`the event list '${path}' exports no list: export one as 'events'`);
}

function eventListFrom(list: unknown, path: string): EventList {
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
