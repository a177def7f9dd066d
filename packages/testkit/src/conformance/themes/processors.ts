/** The state of processors: leases that one holder has at a time, checkpoints that move only under them, parked events. */

import type { LeaseRequest, ParkedEvent, Progress } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";

const BEGINNING = { position: 0, eventId: null };

/** Long enough that no lease runs out in a test by chance. */
const LASTING_MS = 600_000;

/** Runs out at once. */
const SHORT_MS = 1;

/** Names that a storage could take for something else. */
const NAMES = [
  "mails",
  "Mails",
  "mails ",
  "a'b\"c\\d",
  "na\u{ef}ve \u{1f600}",
  "\u{feff}mails",
  "x".repeat(200),
];

let leases = 0;

export const processors: Theme = ({ test }) => {
  test("an unknown processor has no partitions and no parked events", async ({ store }) => {
    const storage = store.processors();
    expect(await storage.status("mails")).toEqual([]);
    expect(await storage.parked("mails")).toEqual([]);
    await storage.retryParked("mails", null);
    await storage.forget("mails");
    expect(await storage.status("mails")).toEqual([]);
  });

  test("a first lease begins at the beginning", async ({ store }) => {
    const storage = store.processors();
    const request = leaseOf("mails");
    expect(await storage.claim(request)).toEqual({ ...request, checkpoint: BEGINNING, parked: [] });
    expect(await storage.status("mails")).toEqual([
      { name: "mails", partition: 0, partitions: 1, checkpoint: BEGINNING },
    ]);
  });

  test("a leased partition is leased to nobody else", async ({ store }) => {
    const storage = store.processors();
    await storage.claim(leaseOf("mails"));
    expect(await storage.claim(leaseOf("mails"))).toBeNull();
    expect(await storage.claim(leaseOf("mails", { leaseMs: LASTING_MS * 2 }))).toBeNull();
  });

  test("a lease holds for other handles too", async ({ store }) => {
    const other = await store.another();
    const lease = leaseOf("mails");
    await store.processors().claim(lease);
    expect(await store.processors(other).claim(leaseOf("mails"))).toBeNull();
    await store.processors().commit(lease, to(7));
    await store.processors().release(lease);
    expect(await store.processors(other).claim(leaseOf("mails"))).toMatchObject({ checkpoint: at(7) });
  });

  test("a lease that was given up can be taken at once", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    await storage.commit(lease, to(3));
    await storage.release(lease);
    await storage.release(lease);
    expect(await storage.claim(leaseOf("mails"))).toMatchObject({ checkpoint: at(3) });
  });

  test("a lease that has run out can be taken, and the earlier holder changes nothing any more", async ({
    store,
  }) => {
    const storage = store.processors();
    const [lost, lease] = [leaseOf("mails", { leaseMs: SHORT_MS }), leaseOf("mails")];
    await storage.claim(lost);
    await storage.commit(lost, to(3));
    await runOut();
    expect(await storage.claim(lease)).toMatchObject({ checkpoint: at(3) });
    expect(await storage.commit(lost, { ...to(9), park: [parkedAt(5)], unpark: [] })).toBe(false);
    expect(await storage.renew(lost)).toBeNull();
    await storage.release(lost);
    expect(await storage.claim(leaseOf("mails"))).toBeNull();
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: at(3), parked: [] });
  });

  test("a lease replaces the one that it names, and no other", async ({ store }) => {
    const storage = store.processors();
    const first = leaseOf("mails");
    await storage.claim(first);
    await storage.commit(first, to(3));
    expect(await storage.claim(leaseOf("mails", { replaces: "lease of nobody" }))).toBeNull();
    expect(await storage.claim(leaseOf("mails", { replaces: first.leaseId }))).toMatchObject({
      checkpoint: at(3),
    });
    expect(await storage.commit(first, to(4))).toBe(false);
    expect(await storage.claim(leaseOf("mails", { replaces: first.leaseId }))).toBeNull();
  });

  test("a lease that has run out counts as long as no other was taken", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails", { leaseMs: SHORT_MS });
    await storage.claim(lease);
    await runOut();
    expect(await storage.commit(lease, to(4))).toBe(true);
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: at(4) });
  });

  test("a renewed lease lasts from then on", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails", { leaseMs: SHORT_MS });
    await storage.claim(lease);
    await storage.renew({ ...lease, leaseMs: LASTING_MS });
    await runOut();
    expect(await storage.claim(leaseOf("mails"))).toBeNull();
  });

  test("a lease that was never taken, and one of another partition, change nothing", async ({ store }) => {
    const storage = store.processors();
    const first = leaseOf("mails", { partitions: 2 });
    await storage.claim(first);
    for (const wrong of [
      leaseOf("mails", { partitions: 2 }),
      { ...first, partition: 1 },
      { ...first, name: "m" },
    ]) {
      expect(await storage.commit(wrong, to(5))).toBe(false);
      expect(await storage.renew(wrong)).toBeNull();
      await storage.release(wrong);
    }
    expect(await storage.renew(first)).toMatchObject({ checkpoint: BEGINNING });
  });

  test("partitions have leases and checkpoints of their own", async ({ store }) => {
    const storage = store.processors();
    const [second, first] = [1, 0].map((partition) => leaseOf("mails", { partition, partitions: 2 }));
    for (const lease of [second, first]) expect(await storage.claim(lease as LeaseRequest)).not.toBeNull();
    await storage.commit(second as LeaseRequest, to(8));
    await storage.commit(first as LeaseRequest, to(2));
    expect(await storage.status("mails")).toEqual([
      { name: "mails", partition: 0, partitions: 2, checkpoint: at(2) },
      { name: "mails", partition: 1, partitions: 2, checkpoint: at(8) },
    ]);
  });

  test("a processor keeps its number of partitions until it is forgotten", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails", { partition: 2, partitions: 3 });
    await storage.claim(lease);
    await storage.release(lease);
    expect(await storage.claim(leaseOf("mails", { partition: 2, partitions: 4 }))).toBeNull();
    expect(await storage.claim(leaseOf("mails", { partition: 0, partitions: 1 }))).toBeNull();
    await storage.forget("mails");
    expect(await storage.claim(leaseOf("mails", { partition: 0, partitions: 1 }))).not.toBeNull();
  });

  test("a checkpoint can move back, and its event can be unknown", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    await storage.commit(lease, to(8));
    await storage.commit(lease, { checkpoint: { position: 5, eventId: null }, park: [], unpark: [] });
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: { position: 5, eventId: null } });
  });

  test("events are parked and unparked with the checkpoint", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    await storage.commit(lease, { ...to(4), park: [parkedAt(4), parkedAt(2)], unpark: [] });
    expect(await storage.parked("mails")).toEqual([parkedAt(2), parkedAt(4)]);
    await storage.commit(lease, { ...to(6), park: [parkedAt(6)], unpark: [2, 3] });
    expect(await storage.renew(lease)).toEqual({
      ...lease,
      checkpoint: at(6),
      parked: [parkedAt(4), parkedAt(6)],
    });
  });

  test("many events are parked at once, whatever their problems say", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    const park = Array.from({ length: 300 }, (_, index) => ({
      ...parkedAt(index + 1),
      streamId: `${NAMES[index % NAMES.length]}-${index}`,
      problem: `${'\u{feff}{},"\\NULL\u{1f600}\n'.repeat(index % 9)}${index}`,
    }));
    await storage.commit(lease, { ...to(300), park, unpark: [] });
    expect(await storage.parked("mails")).toEqual(park);
  });

  test("an event that is parked again has the new problem, and is not due", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    await storage.commit(lease, { ...to(4), park: [parkedAt(4)], unpark: [] });
    await storage.retryParked("mails", null);
    expect(await storage.renew(lease)).toMatchObject({ parked: [{ position: 4, isDue: true }] });
    const again = { ...parkedAt(4), problem: "still down" };
    await storage.commit(lease, { ...to(4), park: [again], unpark: [] });
    expect(await storage.parked("mails")).toEqual([again]);
  });

  test("parked events become due, all of them or those of one stream", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    const park = [parkedAt(1), { ...parkedAt(2), streamId: "client-2" }, parkedAt(3)];
    await storage.commit(lease, { ...to(3), park, unpark: [] });
    const other = leaseOf("searches");
    await storage.claim(other);
    await storage.commit(other, { ...to(3), park, unpark: [] });
    await storage.retryParked("mails", "client-2");
    expect((await storage.parked("mails")).map(({ isDue }) => isDue)).toEqual([false, true, false]);
    await storage.retryParked("mails", null);
    expect((await storage.parked("mails")).map(({ isDue }) => isDue)).toEqual([true, true, true]);
    expect((await storage.parked("searches")).map(({ isDue }) => isDue)).toEqual([false, false, false]);
  });

  test("the parked events of one partition do not come with the lease of another", async ({ store }) => {
    const storage = store.processors();
    const lease = leaseOf("mails", { partition: 1, partitions: 2 });
    await storage.claim(lease);
    await storage.commit(lease, { ...to(3), park: [parkedAt(3)], unpark: [] });
    expect(await storage.claim(leaseOf("mails", { partition: 0, partitions: 2 }))).toMatchObject({
      parked: [],
    });
    expect(await storage.parked("mails")).toEqual([parkedAt(3)]);
  });

  test("a forgotten processor begins again, and its holder finds that out", async ({ store }) => {
    const storage = store.processors();
    const [lease, other] = [leaseOf("mails"), leaseOf("searches")];
    await storage.claim(lease);
    await storage.claim(other);
    await storage.commit(lease, { ...to(4), park: [parkedAt(4)], unpark: [] });
    await storage.commit(other, { ...to(4), park: [parkedAt(4)], unpark: [] });
    await storage.forget("mails");
    expect(await storage.commit(lease, to(5))).toBe(false);
    expect(await storage.renew(lease)).toBeNull();
    expect(await storage.parked("mails")).toEqual([]);
    expect(await storage.claim(leaseOf("mails"))).toMatchObject({ checkpoint: BEGINNING, parked: [] });
    expect(await storage.renew(other)).toMatchObject({ checkpoint: at(4), parked: [parkedAt(4)] });
  });

  test("every name is an ordinary name", async ({ store }) => {
    const storage = store.processors();
    for (const [index, name] of NAMES.entries()) {
      const lease = leaseOf(name);
      expect(await storage.claim(lease)).toMatchObject({ name, checkpoint: BEGINNING });
      await storage.commit(lease, { checkpoint: { position: index, eventId: name }, park: [], unpark: [] });
    }
    for (const [index, name] of NAMES.entries()) {
      expect(await storage.status(name)).toMatchObject([
        { name, checkpoint: { position: index, eventId: name } },
      ]);
    }
  });

  test("of many who claim a partition at once, exactly one gets it", { timeout: LONG }, async ({ store }) => {
    const storage = store.processors();
    for (let round = 0; round < 10; round++) {
      const claimed = await Promise.all(
        Array.from({ length: 12 }, () => storage.claim(leaseOf(`mails ${round}`))),
      );
      expect(claimed.filter((lease) => lease !== null)).toHaveLength(1);
    }
  });

  test("the streams are never divided in two ways", { timeout: LONG }, async ({ store }) => {
    const storage = store.processors();
    for (let round = 0; round < 10; round++) {
      const name = `mails ${round}`;
      const claimed = await Promise.all(
        [1, 2, 3].flatMap((partitions) =>
          Array.from({ length: partitions }, (_, partition) =>
            storage.claim(leaseOf(name, { partition, partitions })),
          ),
        ),
      );
      const numbers = new Set(claimed.flatMap((lease) => (lease ? [lease.partitions] : [])));
      expect(numbers.size).toBe(1);
    }
  });

  test(
    "who takes over begins at the last checkpoint that was committed",
    { timeout: LONG },
    async ({ store }) => {
      const storage = store.processors();
      for (let round = 1; round <= 30; round++) {
        const name = `mails ${round}`;
        const lost = leaseOf(name, { leaseMs: SHORT_MS });
        await storage.claim(lost);
        await runOut();
        const [isCommitted, lease] = await Promise.all([
          storage.commit(lost, { ...to(round), park: [parkedAt(round)], unpark: [] }),
          storage.claim(leaseOf(name)),
        ]);
        const expected = isCommitted
          ? { checkpoint: at(round), parked: [parkedAt(round)] }
          : { checkpoint: BEGINNING, parked: [] };
        expect(lease).toMatchObject(expected);
      }
    },
  );

  test("the state is still there when the store is opened again", async ({ store }) => {
    const lease = leaseOf("mails");
    await store.processors().claim(lease);
    await store.processors().commit(lease, { ...to(4), park: [parkedAt(2)], unpark: [] });
    await store.reopen();
    expect(await store.processors().claim(leaseOf("mails"))).toBeNull();
    expect(await store.processors().renew(lease)).toMatchObject({ checkpoint: at(4), parked: [parkedAt(2)] });
  });

  test("commitWith: the work comes first, and its error changes nothing", async ({ store }) => {
    const storage = store.processors();
    const { commitWith } = storage;
    // Not every storage has transactions.
    if (!commitWith) return;
    const lease = leaseOf("mails");
    await storage.claim(lease);
    const broken = new Error("no mail today");
    await expect(
      commitWith(lease, { ...to(3), park: [parkedAt(3)], unpark: [] }, async () => {
        throw broken;
      }),
    ).rejects.toBe(broken);
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: BEGINNING, parked: [] });
    let worked = 0;
    const progress = { ...to(3), park: [parkedAt(3)], unpark: [] };
    expect(await commitWith(lease, progress, async () => void worked++)).toBe(true);
    expect(worked).toBe(1);
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: at(3), parked: [parkedAt(3)] });
  });

  test("commitWith: the result is false if the lease was lost", async ({ store }) => {
    const storage = store.processors();
    const { commitWith } = storage;
    // Not every storage has transactions.
    if (!commitWith) return;
    const lost = leaseOf("mails", { leaseMs: SHORT_MS });
    await storage.claim(lost);
    await runOut();
    const lease = leaseOf("mails");
    await storage.claim(lease);
    let worked = 0;
    expect(
      await commitWith(lost, { ...to(3), park: [parkedAt(3)], unpark: [] }, async () => void worked++),
    ).toBe(false);
    expect(worked).toBe(1);
    expect(await storage.renew(lease)).toMatchObject({ checkpoint: BEGINNING, parked: [] });
  });
};

function leaseOf(name: string, parts: Partial<LeaseRequest> = {}): LeaseRequest {
  return { name, partition: 0, partitions: 1, leaseId: `lease ${++leases}`, leaseMs: LASTING_MS, ...parts };
}

function at(position: number): { readonly position: number; readonly eventId: string } {
  return { position, eventId: `event ${position}` };
}

function to(position: number): Progress {
  return { checkpoint: at(position), park: [], unpark: [] };
}

function parkedAt(position: number): ParkedEvent {
  return { position, streamId: "client-1", problem: `problem ${position}`, isDue: false };
}

/** Waits until a short lease has run out. */
async function runOut(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SHORT_MS + 20));
}
