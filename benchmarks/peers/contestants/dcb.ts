/** `@dcb-es`: an append condition for each call, which names the types and tags that conflict. */

import { openPool } from "../../postgres/pool.ts";
import { countOf, type Contestant } from "../contestant.ts";
import { importPeer } from "../installed.ts";
import { dataOf, fillerData, type Kind, type NoteEvent } from "../notes.ts";

/** Described only as far as it is used here. `Opaque` values are made and read by the package alone. */
type Opaque = object;

interface Position {
  toString(): string;
}

interface DcbEvent {
  readonly type: string;
  readonly tags: Opaque;
  readonly data: NoteEvent["data"];
  readonly metadata: object;
}

interface DcbCore {
  readonly Tags: { fromObj(tags: Readonly<Record<string, string>>): Opaque };
  readonly Query: {
    fromItems(items: readonly { types: readonly string[]; tags: Opaque }[]): Opaque;
    all(): Opaque;
  };
  readonly SequencePosition: { fromString(position: string): Position };
  readonly AppendConditionError: new () => Error;
}

interface DcbPostgres {
  readonly PostgresEventStore: new (options: { pool: ReturnType<typeof openPool> }) => {
    ensureInstalled(): Promise<void>;
    append(command: {
      readonly events: DcbEvent | readonly DcbEvent[];
      readonly condition?: { readonly failIfEventsMatch: Opaque; readonly after: Position };
    }): Promise<Position>;
    read(
      query: Opaque,
      options?: { readonly after: Position },
    ): AsyncIterable<{ readonly position: Position }>;
  };
}

export const dcb: Contestant = {
  name: "@dcb-es",
  remark: "compares tags, not payloads",
  async open(databaseUrl) {
    const { Tags, Query, SequencePosition, AppendConditionError } =
      await importPeer<DcbCore>("@dcb-es/event-store");
    const { PostgresEventStore } = await importPeer<DcbPostgres>("@dcb-es/event-store-postgres");
    const pool = openPool(databaseUrl);
    const store = new PostgresEventStore({ pool });
    await store.ensureInstalled();

    const tagsOf = (streamId: string, { on }: Kind, noteId: number): Opaque =>
      Tags.fromObj({ stream: streamId, ...(on && { note: String(noteId) }) });
    const eventOf = (streamId: string, kind: Kind, data: NoteEvent["data"]): DcbEvent => ({
      type: kind.type,
      tags: tagsOf(streamId, kind, data.noteId),
      data,
      metadata: {},
    });
    const after = (seen: number): Position => SequencePosition.fromString(String(seen));

    return {
      async fill(streamId, kind, events) {
        const all = fillerData(events).map((data) => eventOf(streamId, kind, data));
        return markOf(await store.append({ events: all }));
      },
      async tryAppend(streamId, kind, noteId, seen) {
        const events = eventOf(streamId, kind, dataOf(noteId));
        if (kind.conflictsWith.length === 0) return markOf(await store.append({ events }));
        const failIfEventsMatch = Query.fromItems([
          { types: kind.conflictsWith, tags: tagsOf(streamId, kind, noteId) },
        ]);
        try {
          const condition = { failIfEventsMatch, after: after(seen) };
          return markOf(await store.append({ events, condition }));
        } catch (error) {
          if (error instanceof AppendConditionError) return undefined;
          throw error;
        }
      },
      async catchUp(streamId, kind, seen) {
        const query = Query.fromItems([
          { types: kind.conflictsWith, tags: Tags.fromObj({ stream: streamId }) },
        ]);
        let mark = seen;
        for await (const { position } of store.read(query, { after: after(seen) })) {
          mark = markOf(position);
        }
        return mark;
      },
      readStream: (streamId, { type }) =>
        countOf(store.read(Query.fromItems([{ types: [type], tags: Tags.fromObj({ stream: streamId }) }]))),
      readAll: () => countOf(store.read(Query.all())),
      close: () => pool.end(),
    };
  },
};

function markOf(position: Position): number {
  return Number(position.toString());
}
