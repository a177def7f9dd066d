/** Command ids: a command that is sent twice is recognised by the ids of its events. */

import { v5 } from "uuid";

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import type { HandleOptions } from "./handle-options.ts";

/** The UUIDv5 namespace of event ids that are derived from a command id. It must never change. */
const NAMESPACE = "5f6a4c1e-2d0b-4b7e-9a35-8c1d7e0f6b42";

/**
 * The id of an event of a command: a UUIDv5 (RFC 9562) of the stream id, the command id and the event's index in the command.
 * The stream id is part of it, so that events of two streams never have the same id.
 */
export function commandEventId(streamId: string, commandId: string, index: number): string {
  return v5(JSON.stringify([streamId, commandId, index]), NAMESPACE);
}

/**
 * The events as they are appended: with ids derived from the command id, and with the command's metadata. Metadata of the
 * event itself takes precedence.
 *
 * @throws InvalidInputError if the command has an id and an event has an id too.
 */
export function markEvents<E extends Event>(
  streamId: string,
  events: readonly E[],
  { commandId, metadata }: Pick<HandleOptions<never>, "commandId" | "metadata">,
): readonly E[] {
  if (commandId === undefined && metadata === undefined) return events;
  return Array.from({ length: events.length }, (_, index) => {
    const event: unknown = events[index];
    // The store refuses it with its place.
    if (typeof event !== "object" || event === null) return event as E;
    if (commandId === undefined) return { ...event, metadata: merged(metadata, event) } as E;
    if ("id" in event && event.id !== undefined) {
      throw new InvalidInputError(
        `decide()[${index}].id`,
        "must be left out if the command has a commandId: the ids of its events are derived from that",
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

/** Metadata that is not an object stays as it is: the store refuses it. */
function merged(ofCommand: object | undefined, event: object): unknown {
  const own: unknown = "metadata" in event ? event.metadata : undefined;
  if (own === undefined) return ofCommand;
  return typeof own === "object" && own !== null && !Array.isArray(own) ? { ...ofCommand, ...own } : own;
}
