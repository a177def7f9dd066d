/** Each contestant does what the benchmark measures. */

import { startPostgres } from "@truce/test-support/postgres";
import { beforeAll, expect, onTestFinished, test } from "vitest";

import { CONTESTANTS } from "./contestants/all.ts";
import { appendWithRetries, type Appended } from "./contestant.ts";
import { openField } from "./databases.ts";
import { installPeers } from "./installed.ts";
import { KINDS } from "./notes.ts";

/** These accept an append that has not seen newer events, unless it conflicts with one of them. */
const MERGING = new Set(["Truce, PostgreSQL", "Truce, PGlite", "Truce, in memory", "@dcb-es"]);

let serverUrl: string;

beforeAll(async () => {
  await installPeers();
  const server = await startPostgres();
  serverUrl = server.url;
  return () => server.stop();
});

test.for(CONTESTANTS.map((contestant) => [contestant.name, contestant] as const))(
  "%s appends, refuses what conflicts, catches up and reads",
  async ([name, contestant]) => {
    const field = await openField(serverUrl, [contestant]);
    onTestFinished(() => field.close());
    const [{ store } = expect.unreachable()] = field.entrants;
    for (const kind of Object.values(KINDS)) {
      const streamId = `notes-${kind.type}`;
      const filled = await store.fill(streamId, kind, 5);
      const append = (noteId: number, seen: number): Promise<Appended> =>
        appendWithRetries(store, streamId, kind, noteId, seen, () => false);
      expect(await append(1, filled)).toEqual({ mark: filled + 1, retries: 0 });
      // This one has not seen an event of the same type about the same note.
      const conflicts = kind.conflictsWith.some((type) => type === kind.type) || !MERGING.has(name);
      expect(await append(1, filled)).toEqual({ mark: filled + 2, retries: conflicts ? 1 : 0 });
      expect(await store.readStream(streamId, kind)).toBe(7);
    }
    if (store.readAll) expect(await store.readAll()).toBe(28);
  },
);

test("a payload field, or a tag in its place, keeps other notes apart", async () => {
  const kind = KINDS["compares a payload field"];
  const merging = CONTESTANTS.filter(({ name }) => MERGING.has(name));
  expect(merging).toHaveLength(MERGING.size);
  const field = await openField(serverUrl, merging);
  onTestFinished(() => field.close());
  for (const { store } of field.entrants) {
    const filled = await store.fill("notes-1", kind, 5);
    expect(await store.tryAppend("notes-1", kind, 1, filled)).toBe(filled + 1);
    expect(await store.tryAppend("notes-1", kind, 2, filled)).toBe(filled + 2);
    expect(await store.tryAppend("notes-1", kind, 1, filled)).toBeUndefined();
  }
});
