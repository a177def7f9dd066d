/** Given some events, then these rows: tests of projections. */

import { memoryTable, projectInto, type Event, type Projection, type RecordedEvent } from "@truce/core";

import { expectSame } from "./expect-same.ts";
import { printed } from "./printed.ts";

/** An event of a test, and the stream that it is in. */
export type GivenEvent<E extends Event> = E & { readonly streamId: string };

/** A projection after some events. */
export interface GivenRows<Row> {
  /**
   * The projection has these rows by key, and no others. To be awaited.
   *
   * @throws Error with the difference.
   */
  thenProjection(rows: Readonly<Record<string, Row>>): Promise<void>;
}

/** The projection gets the events with ids, versions and positions as a store gives them, one second after the other. */
export function rowsAfter<E extends Event, Row>(
  projection: Projection<E, Row>,
  events: readonly GivenEvent<E>[],
): GivenRows<Row> {
  return {
    async thenProjection(rows) {
      const table = memoryTable<Row>();
      const handler = projectInto(projection, table);
      const wanted = new Set<string>(handler.types);
      const recorded = asRecorded(events).filter(({ type }) => wanted.has(type));
      await handler.handle(recorded, { transaction: undefined, lock: async () => {} });
      expectSame("the rows differ", printed(rows), printed(Object.fromEntries(table.rows)));
    },
  };
}

function asRecorded<E extends Event>(events: readonly GivenEvent<E>[]): readonly RecordedEvent<E>[] {
  const versions = new Map<string, number>();
  return events.map(({ streamId, ...event }, index) => {
    const version = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, version);
    const recorded: unknown = {
      metadata: {},
      ...event,
      id: `event-${index + 1}`,
      streamId,
      version,
      position: index + 1,
      recordedAt: new Date(index * 1_000),
      provenance: {
        expectedVersion: version - 1,
        append: { id: `append-${index + 1}`, index: 0, count: 1 },
        rules: null,
      },
    };
    return recorded as RecordedEvent<E>;
  });
}
