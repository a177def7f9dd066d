/** The command handler on real databases: commands that are sent twice, race, or come from users who are behind. */

import { PGlite } from "@electric-sql/pglite";
import {
  createCommandHandler,
  createEventStore,
  defineConflictRules,
  isTruceError,
  type CommandHandler,
  type Decider,
  type Event,
} from "@truce/core";
import { checkHistory } from "@truce/testkit/history";
import { afterAll, describe, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

type DayEvent =
  Event<"SlotBooked", { slot: string; by: string }> | Event<"GuestsInvited", { by: string; guests: number }>;

interface Booking {
  readonly slot: string;
  readonly by: string;
  readonly guests: number;
}

const TAKEN = "Somebody else has just taken this slot.";
const rules = defineConflictRules<DayEvent>({
  rules: {
    SlotBooked: [{ type: "SlotBooked", on: ["slot"], reason: TAKEN }],
    GuestsInvited: [],
  },
});

const day: Decider<Booking, DayEvent, ReadonlySet<string>> = {
  initialState: () => new Set(),
  evolve: (taken, event) => (event.type === "SlotBooked" ? new Set(taken).add(event.data.slot) : taken),
  decide({ slot, by, guests }, taken) {
    if (taken.has(slot)) throw new Error(`slot ${slot} is taken`);
    const booked: DayEvent = { type: "SlotBooked", data: { slot, by } };
    return guests > 0 ? [booked, { type: "GuestsInvited", data: { by, guests } }] : [booked];
  },
};

const pools = Array.from({ length: 4 }, () => newPool(4));
const pglite = await PGlite.create();
afterAll(async () => {
  await Promise.all([...pools.map((pool) => pool.end()), pglite.close()]);
});

const databases: readonly (readonly [string, (schema: string) => readonly PostgresAdapter[]])[] = [
  ["PostgreSQL", (schema) => pools.map((pool) => postgresAdapter({ pool }, { schema }))],
  ["PGlite", (schema) => [postgresAdapter({ pglite }, { schema })]],
];

describe.for(databases)("on %s", ([, connect]) => {
  async function setUp() {
    const adapters = connect(newSchema());
    await adapters[0]?.migrate();
    const stores = adapters.map((adapter) => createEventStore<DayEvent>({ adapter, rules }));
    const handlers = stores.map((store) =>
      createCommandHandler({
        store,
        decider: day,
        streamId: (id) => `day-${id}`,
        retry: { attempts: 50 },
      }),
    );
    return { store: stores[0] as (typeof stores)[number], handlers };
  }

  /** The handlers in turn, as if each belonged to another process. */
  const handlerOf = <Handler>(handlers: readonly Handler[], index: number): Handler =>
    handlers[index % handlers.length] as Handler;

  test("racing copies of a command write its events once, and every copy gets the same answer", async () => {
    const { store, handlers } = await setUp();
    const copies = 4;
    const commands = Array.from({ length: 25 }, (_, index): Booking & { readonly id: string } => ({
      id: `command ${index}`,
      slot: `slot ${index}`,
      by: `person ${index}`,
      guests: index % 3,
    }));
    const answers = await Promise.all(
      commands.flatMap((command, index) =>
        Array.from({ length: copies }, (_, copy) =>
          handlerOf(handlers, index + copy)("1", command, {
            commandId: command.id,
            expectedVersion: index % 2 === 0 ? 0 : undefined,
            requireCurrent: index % 5 === 0,
          }),
        ),
      ),
    );
    for (const [index, { guests }] of commands.entries()) {
      const own = answers.slice(index * copies, (index + 1) * copies);
      expect(own.filter(({ kind }) => kind === "duplicate")).toHaveLength(copies - 1);
      const versions = own.map((answer) => {
        if (answer.kind === "nothing") throw new Error("a booking always has an event");
        const { firstVersion, lastVersion, position, eventIds, snapshot } = answer;
        return { firstVersion, lastVersion, position, eventIds, snapshot };
      });
      for (const one of versions) expect(one).toEqual(versions[0]);
      expect(versions[0]?.eventIds).toHaveLength(guests > 0 ? 2 : 1);
    }
    const events = await Array.fromAsync(store.readStream("day-1"));
    expect(events).toHaveLength(commands.reduce((sum, { guests }) => sum + (guests > 0 ? 2 : 1), 0));
    expect(
      (await checkHistory({ events, ruleSets: await Array.fromAsync(store.readRuleSets()) })).violations,
    ).toEqual([]);
  });

  test("a command that is sent again later is found, also behind later events and behind a snapshot", async () => {
    const { handlers } = await setUp();
    const handle = handlerOf(handlers, 0);
    const ann = { slot: "09:00", by: "Ann", guests: 2 };
    const first = await handle("1", ann, { commandId: "c1" });
    await handle("1", { slot: "10:00", by: "Bob", guests: 0 }, { commandId: "c2" });
    const snapshot = await handle.load("1");
    const expected = { ...first, kind: "duplicate", checked: null, attempts: 0 };
    expect(await handle("1", ann, { commandId: "c1" })).toEqual(expected);
    expect(await handle("1", ann, { commandId: "c1", snapshot })).toEqual(expected);
  });

  test("if 20 people book one slot at once, one gets it and 19 get the reason of the rule", async () => {
    const { handlers } = await setUp();
    const book = async (handle: CommandHandler<Booking, ReadonlySet<string>>, by: string) => {
      try {
        return (await handle("1", { slot: "09:00", by, guests: 0 }, { expectedVersion: 0 })).kind;
      } catch (error) {
        if (!isTruceError(error, "conflict")) throw error;
        const [pair] = error.conflicts;
        return pair.reason === "rule" && pair.rule.reason;
      }
    };
    const people = Array.from({ length: 20 }, (_, index) => `person ${index}`);
    const answers = await Promise.all(people.map((by, index) => book(handlerOf(handlers, index), by)));
    expect(answers.filter((answer) => answer === "appended")).toHaveLength(1);
    expect(answers.filter((answer) => answer === TAKEN)).toHaveLength(19);
  });
});
