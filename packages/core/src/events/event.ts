/** Events: as a caller appends them, and as a store returns them. */

import type { ExpectedVersion } from "./expected-version.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/**
 * An event as a caller appends it. Its metadata is required if the type of the metadata has a required field.
 *
 * @example
 * ```ts
 * type ClientEvent =
 *   | Event<"ClientValueUpgraded", { to: number }>
 *   | Event<"MeetingNoteAdded", { noteId: string; text: string }, { userId: string }>;
 * ```
 */
export type Event<Type extends string = string, Data = unknown, Metadata extends object = object> = {
  /** The name of what happened, at most 512 bytes of UTF-8. */
  readonly type: Type;
  /** The payload: anything that JSON carries unchanged. */
  readonly data: Data;
  /** The event's id, unique in its stream. If it is left out, the store makes one (UUIDv7). */
  readonly id?: string | undefined;
} & (object extends Metadata
  ? {
      /** Who caused the event, from where, on whose behalf. */
      readonly metadata?: Metadata | undefined;
    }
  : {
      /** Who caused the event, from where, on whose behalf. */
      readonly metadata: Metadata;
    });

/** What is needed to re-check an append; stored with each of its events. */
export interface Provenance {
  /** The version that the caller expected. */
  readonly expectedVersion: ExpectedVersion;
  /** The append that the event came in. */
  readonly append: {
    /** The id of the append (UUIDv7); a retry has the same id. */
    readonly id: string;
    /** The index of the event in its append, from 0. */
    readonly index: number;
    /** The number of events in the append. */
    readonly count: number;
  };
  /** The fingerprint of the conflict rules that judged the append; null if the store had no rules. */
  readonly rules: string | null;
}

/** What a store adds to an event when it records it. */
export interface RecordedFields {
  /** The event's id, unique in its stream. */
  readonly id: string;
  /** The stream that the event belongs to. */
  readonly streamId: string;
  /** The place in the stream: the first event has version 1, and there are no gaps. */
  readonly version: number;
  /** The place in the order of the whole store. Positions grow, may have gaps, and are never reused. */
  readonly position: number;
  /** When the store recorded the event, by its own clock. Not usable for ordering. */
  readonly recordedAt: Date;
  /** What is needed to re-check the append. */
  readonly provenance: Provenance;
}

/** The metadata of a recorded event: of the type that the event declares, or any JSON object if it declares none. */
type RecordedMetadata<Metadata> = [keyof Metadata] extends [never] ? JsonObject : Metadata;

/**
 * An event as a store returns it. For a union of events it is a union too, so that `type` narrows `data`.
 */
export type RecordedEvent<E extends Event = Event<string, JsonValue>> = E extends unknown
  ? Readonly<Pick<E, "type" | "data">> &
      RecordedFields & {
        /** Who caused the event, from where, on whose behalf; an empty object if the caller gave no metadata. */
        readonly metadata: RecordedMetadata<NonNullable<E["metadata"]>>;
      }
  : never;

/** The names of a union of events. */
export type EventType<E extends Event> = E["type"];

/** The members of a union of events that can have the given name. */
export type EventOfType<E extends Event, Type extends string> = E extends { readonly type: Type }
  ? E
  : Type extends E["type"]
    ? E
    : never;
