/** The identity of a command: a command that is sent twice is found by the ids of its events. */

import { v5 } from "uuid";

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import type { HandleOptions } from "./handle-options.ts";

/** The UUIDv5 namespace of the ids of events that follow from a command id. It must never change. */
const NAMESPACE = "5f6a4c1e-2d0b-4b7e-9a35-8c1d7e0f6b42";

/**
 * The id of an event of a command: a UUIDv5 (RFC 9562) of stream id, command id and place among the command's events.
 * The stream id is part of it, so that no two streams have an event id in common.
 */
export function commandEventId(streamId: string, commandId: string, index: number): string {
  return v5(JSON.stringify([streamId, commandId, index]), NAMESPACE);
}

/**
 * The events as they are appended: with the ids that follow from the command, and with its metadata. What an event says
 * itself in its metadata wins.
 *
 * @throws InvalidInputError if the command has an id and an event brings an id of its own.
 */
export function markEvents<E extends Event>(
  streamId: string,
  events: readonly E[],
  { commandId, metadata }: Pick<HandleOptions<never>, "commandId" | "metadata">,
): readonly E[] {
  if (commandId === undefined && metadata === undefined) return events;
  return Array.from({ length: events.length }, (_, index) => {
    const event: unknown = events[index];
    // The store refuses it, and names its place.
    if (typeof event !== "object" || event === null) return event as E;
    if (commandId === undefined) return { ...event, metadata: merged(metadata, event) } as E;
    if ("id" in event && event.id !== undefined) {
      throw new InvalidInputError(
        `decide()[${index}].id`,
        "must be left out if the command has a commandId: the ids of its events follow from that",
      );
    }
    const causes = { causationId: commandId, correlationId: commandId };
    return {
      ...event,
      id: commandEventId(streamId, commandId, index),
      metadata: merged({ ...causes, ...metadata }, event),
    } as E;
  });
}

/** Metadata that is no object is left for the store to refuse. */
function merged(ofCommand: object | undefined, event: object): unknown {
  const own: unknown = "metadata" in event ? event.metadata : undefined;
  if (own === undefined) return ofCommand;
  return typeof own === "object" && own !== null && !Array.isArray(own) ? { ...ofCommand, ...own } : own;
}
