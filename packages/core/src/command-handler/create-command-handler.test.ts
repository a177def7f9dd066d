import { memoryAdapter } from "@truce/adapter-memory";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event } from "../events/event.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { createEventStore } from "../store/create-event-store.ts";
import type { EventStore } from "../store/event-store.ts";
import { createCommandHandler } from "./create-command-handler.ts";
import type { Decider } from "./decider.ts";

type AccountEvent =
  | Event<"Deposited", { amount: number }>
  | Event<"Withdrawn", { amount: number }>
  | Event<"Renamed", { name: string }>;
type Command =
  | { readonly type: "Deposit" | "Withdraw"; readonly amount: number }
  | { readonly type: "Rename"; readonly name: string };

const rules = defineConflictRules<AccountEvent>({
  rules: {
    Deposited: [],
    // Two withdrawals are compatible as intentions, but together they can overdraw the account.
    Withdrawn: [],
    Renamed: ["Renamed"],
  },
});

const account: Decider<Command, AccountEvent, number> = {
  initialState: () => 0,
  evolve(balance, event) {
    if (event.type === "Renamed") return balance;
    return event.type === "Deposited" ? balance + event.data.amount : balance - event.data.amount;
  },
  decide(command, balance) {
    if (command.type === "Rename") return [{ type: "Renamed", data: { name: command.name } }];
    const { amount } = command;
    if (amount === 0) return [];
    if (command.type === "Deposit") return [{ type: "Deposited", data: { amount } }];
    if (amount > balance) throw new RangeError("overdrawn");
    return [{ type: "Withdrawn", data: { amount } }];
  },
};

const deposit = (amount: number): Command => ({ type: "Deposit", amount });
const withdraw = (amount: number): Command => ({ type: "Withdraw", amount });
const rename = (name: string): Command => ({ type: "Rename", name });

/** A handler, and a function that runs between its decision and its append. */
function setUp(
  beforeAppend: (store: EventStore<AccountEvent>, attempt: number) => Promise<unknown> = async () =>
    undefined,
) {
  const adapter = memoryAdapter();
  const direct = createEventStore<AccountEvent>({ adapter, rules });
  let attempt = 0;
  const racing: StorageAdapter = {
    ...adapter,
    async append(request) {
      await beforeAppend(direct, ++attempt);
      return await adapter.append(request);
    },
  };
  const store = createEventStore<AccountEvent>({ adapter: racing, rules });
  const handle = createCommandHandler({
    store,
    decider: account,
    streamId: (id) => `account-${id}`,
    retry: { backoff: () => 0 },
  });
  return {
    direct,
    handle,
    deposited: (amount: number) =>
      direct.append("account-1", [{ type: "Deposited", data: { amount } }], { expectedVersion: "any" }),
    types: async () => (await Array.fromAsync(direct.readStream("account-1"))).map(({ type }) => type),
  };
}

const onFirst =
  (act: (store: EventStore<AccountEvent>) => Promise<unknown>) =>
  async (store: EventStore<AccountEvent>, attempt: number) => (attempt === 1 ? await act(store) : undefined);
const appendOther = (event: AccountEvent) => (store: EventStore<AccountEvent>) =>
  store.append("account-1", [event], { expectedVersion: "any" });

describe("a command", () => {
  it("is decided on the current state, and judged by the version that the user saw", async () => {
    const { handle, deposited } = setUp();
    await deposited(100);
    const result = await handle("1", withdraw(60), { expectedVersion: 0 });
    expect(result).toMatchObject({
      kind: "merged",
      firstVersion: 2,
      decisionSnapshot: { state: 100, version: 1 },
      attempts: 1,
    });
  });

  it("that leads to no events appends nothing", async () => {
    const { handle, types } = setUp();
    expect(await handle("1", deposit(0))).toEqual({
      kind: "nothing",
      streamId: "account-1",
      decisionSnapshot: { state: 0, version: 0 },
      snapshot: { state: 0, version: 0 },
      attempts: 1,
    });
    expect(await types()).toEqual([]);
  });

  it("is refused if the decider does not return a list", async () => {
    const { direct } = setUp();
    const deciding = (decide: () => unknown) =>
      createCommandHandler({
        store: direct,
        decider: { ...account, decide: decide as () => [] },
        streamId: (id) => `account-${id}`,
      });
    const invalid = { code: "invalid-input", path: "decide" };
    await expect(deciding(() => undefined)("1", deposit(1))).rejects.toMatchObject(invalid);
    await expect(deciding(() => Promise.resolve([]))("1", deposit(1))).rejects.toMatchObject(invalid);
    // An unhandled rejection would end the process.
    await expect(deciding(() => Promise.reject(new Error("boom")))("1", deposit(1))).rejects.toMatchObject(
      invalid,
    );
  });

  it("starts from a new initial state for each stream, even if evolve changes it", async () => {
    const store = createEventStore<AccountEvent>({ adapter: memoryAdapter(), rules });
    const handle = createCommandHandler({
      store,
      streamId: (id) => `account-${id}`,
      decider: {
        initialState: (): { total: number } => ({ total: 0 }),
        evolve: (state, event) => {
          if (event.type === "Deposited") state.total += event.data.amount;
          return state;
        },
        decide: (amount: number) => [{ type: "Deposited", data: { amount } }],
      },
    });
    await handle("1", 5);
    await handle("1", 5);
    expect(await handle("2", 7)).toMatchObject({ snapshot: { state: { total: 7 }, version: 1 } });
  });

  it("is refused if an option is misspelt", async () => {
    const { handle } = setUp();
    const misspelt = handle("1", deposit(1), { expectedversion: 0 } as never);
    await expect(misspelt).rejects.toMatchObject({ code: "invalid-input", path: "options.expectedversion" });
  });

  it("that the decider refuses is refused with the decider's error", async () => {
    const { handle } = setUp();
    await expect(handle("1", withdraw(1))).rejects.toThrow(RangeError);
  });
});

describe("a version that the user expects", () => {
  it("is not retried on a conflict", async () => {
    const { handle, direct } = setUp();
    await direct.append("account-1", [{ type: "Renamed", data: { name: "a" } }], { expectedVersion: 0 });
    await expect(handle("1", rename("b"), { expectedVersion: 0 })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("is refused before the decision if the stream never had it", async () => {
    const { handle } = setUp();
    await expect(handle("1", withdraw(1), { expectedVersion: 7 })).rejects.toMatchObject({
      code: "wrong-version",
      actualVersion: 0,
    });
  });

  it("is refused without retries if it is noStream", async () => {
    const { handle, deposited } = setUp();
    await deposited(1);
    const create = handle("1", deposit(1), { expectedVersion: "noStream" });
    await expect(create).rejects.toMatchObject({ code: "wrong-version" });
  });

  it("is refused if it is invalid", async () => {
    const { handle } = setUp();
    await expect(handle("1", deposit(1), { expectedVersion: -1 })).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});

describe("a version that the handler has read", () => {
  it("is read again after a conflict, and the command is decided again", async () => {
    const { handle, types } = setUp(onFirst(appendOther({ type: "Renamed", data: { name: "theirs" } })));
    expect(await handle("1", rename("mine"))).toMatchObject({
      kind: "appended",
      attempts: 2,
      firstVersion: 2,
    });
    expect(await types()).toEqual(["Renamed", "Renamed"]);
  });

  it("leads to an error with the last conflict after a bounded number of attempts", async () => {
    const { handle } = setUp(appendOther({ type: "Renamed", data: { name: "theirs" } }));
    await expect(handle("1", rename("mine"))).rejects.toMatchObject({
      code: "contention",
      attempts: 10,
      cause: { code: "conflict" },
    });
  });
});

describe("requireCurrent", () => {
  const overdraw = onFirst(appendOther({ type: "Withdrawn", data: { amount: 80 } }));

  it("protects an invariant: without it two withdrawals overdraw the account", async () => {
    const { handle, deposited } = setUp(overdraw);
    await deposited(100);
    expect(await handle("1", withdraw(60), { expectedVersion: 1 })).toMatchObject({ kind: "merged" });
    const { decisionSnapshot } = await handle("1", deposit(0));
    expect(decisionSnapshot.state).toBe(-40);
  });

  it.each([1, undefined, "any" as const, "streamExists" as const])(
    "decides again on what the decision did not see: expected %s",
    async (expectedVersion) => {
      const { handle, deposited, types } = setUp(overdraw);
      await deposited(100);
      await expect(handle("1", withdraw(60), { expectedVersion, requireCurrent: true })).rejects.toThrow(
        RangeError,
      );
      expect(await types()).toEqual(["Deposited", "Withdrawn"]);
    },
  );

  it("still throws conflicts with the version that the user expects", async () => {
    const { handle, direct } = setUp();
    await direct.append("account-1", [{ type: "Renamed", data: { name: "a" } }], { expectedVersion: 0 });
    const refused = handle("1", rename("b"), { expectedVersion: 0, requireCurrent: true });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a snapshot", () => {
  it("is the state to start from: only later events are read", async () => {
    const { handle, deposited } = setUp();
    await deposited(100);
    const { decisionSnapshot } = await handle("1", deposit(1));
    await deposited(5);
    const result = await handle("1", withdraw(106), { snapshot: decisionSnapshot });
    expect(result).toMatchObject({ kind: "appended", decisionSnapshot: { state: 106, version: 3 } });
  });

  it("is refused if it is ahead of the stream", async () => {
    const { handle, deposited } = setUp();
    await deposited(100);
    const ahead = handle("1", withdraw(1), { snapshot: { state: 999, version: 2 }, expectedVersion: 1 });
    await expect(ahead).rejects.toMatchObject({
      code: "wrong-version",
      expectedVersion: 2,
      actualVersion: 1,
    });
    const broken = handle("1", withdraw(1), { snapshot: { state: 999, version: -1 } });
    await expect(broken).rejects.toMatchObject({ code: "invalid-input", path: "options.snapshot.version" });
  });
});

describe("the state after the events", () => {
  it("is in the result, and equals the state that is read from the stream", async () => {
    const { handle } = setUp();
    const { snapshot } = await handle("1", deposit(5));
    expect(snapshot).toEqual({ state: 5, version: 1 });
    expect(await handle.load("1")).toEqual(snapshot);
  });

  it("includes events that the append was merged over", async () => {
    const { handle } = setUp(onFirst(appendOther({ type: "Deposited", data: { amount: 100 } })));
    const result = await handle("1", deposit(5), { expectedVersion: 0 });
    expect(result).toMatchObject({
      kind: "merged",
      decisionSnapshot: { state: 0, version: 0 },
      snapshot: { state: 105, version: 2 },
    });
    expect(await handle.load("1")).toEqual(result.snapshot);
  });

  it("leads to an unknown outcome if it cannot be computed, because the events were appended", async () => {
    const { direct, types } = setUp();
    const broken = createCommandHandler({
      store: direct,
      streamId: (id) => `account-${id}`,
      decider: {
        ...account,
        evolve: () => {
          throw new Error("boom");
        },
      },
    });
    await expect(broken("1", deposit(5))).rejects.toMatchObject({
      code: "outcome-unknown",
      message: expect.stringContaining("were appended to stream 'account-1' at versions 1 to 1") as unknown,
      eventIds: [expect.any(String)],
      cause: { message: "boom" },
    });
    expect(await types()).toEqual(["Deposited"]);
  });

  it("has the payload as it is stored", async () => {
    const store = createEventStore<Event<"Set", { value: number | undefined }>>({ adapter: memoryAdapter() });
    const handle = createCommandHandler({
      store,
      streamId: (id) => `box-${id}`,
      decider: {
        initialState: (): unknown => null,
        evolve: (_, event) => event.data,
        decide: (value: number | undefined) => [{ type: "Set" as const, data: { value } }],
      },
    });
    for (const value of [undefined, -0]) {
      const { snapshot } = await handle("1", value);
      expect(snapshot).toStrictEqual(await handle.load("1"));
    }
  });
});

describe("load", () => {
  it("returns state and version without a command", async () => {
    const { handle, deposited } = setUp();
    expect(await handle.load("1")).toEqual({ state: 0, version: 0 });
    await deposited(3);
    const first = await handle.load("1");
    expect(first).toEqual({ state: 3, version: 1 });
    await deposited(4);
    expect(await handle.load("1", { snapshot: first })).toEqual({ state: 7, version: 2 });
  });

  it("refuses a snapshot that is ahead of the stream, and unknown options", async () => {
    const { handle } = setUp();
    await expect(handle.load("1", { snapshot: { state: 1, version: 1 } })).rejects.toMatchObject({
      code: "wrong-version",
    });
    await expect(handle.load("1", { expectedVersion: 1 } as never)).rejects.toMatchObject({
      code: "invalid-input",
      path: "options.expectedVersion",
    });
  });
});

describe("metadata", () => {
  const metadataOf = async (store: EventStore<AccountEvent>) =>
    (await Array.fromAsync(store.readStream("account-1"))).map(({ metadata }) => metadata);

  it("is added to each event of the command; metadata of the event takes precedence", async () => {
    const { direct } = setUp();
    const handle = createCommandHandler({
      store: direct,
      streamId: (id) => `account-${id}`,
      decider: {
        ...account,
        decide: () => [
          { type: "Renamed", data: { name: "a" } },
          { type: "Renamed", data: { name: "b" }, metadata: { userId: "system", note: "renamed twice" } },
        ],
      },
    });
    await handle("1", deposit(1), { metadata: { userId: "ann", tenant: "t" } });
    expect(await metadataOf(direct)).toEqual([
      { userId: "ann", tenant: "t" },
      { userId: "system", tenant: "t", note: "renamed twice" },
    ]);
  });

  it("has causation and correlation ids; a correlation id of the caller is passed on", async () => {
    const { direct, handle } = setUp();
    await handle("1", deposit(1), { commandId: "c1", metadata: { userId: "ann" } });
    await handle("1", deposit(2), { commandId: "c2", metadata: { correlationId: "c1" } });
    expect(await metadataOf(direct)).toEqual([
      { causationId: "c1", correlationId: "c1", userId: "ann" },
      { causationId: "c2", correlationId: "c1" },
    ]);
  });

  it("is refused if it is not an object", async () => {
    const { handle } = setUp();
    await expect(handle("1", deposit(1), { metadata: "ann" as never })).rejects.toMatchObject({
      code: "invalid-input",
      path: "options.metadata",
    });
  });
});

describe("many commands at once", () => {
  it("never overdraw the account with requireCurrent, whatever the interleaving", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ amount: fc.integer({ min: 1, max: 60 }), pinned: fc.boolean() }), {
          minLength: 2,
          maxLength: 5,
        }),
        async (scheduler, withdrawals) => {
          const adapter = memoryAdapter();
          const scheduled: StorageAdapter = {
            ...adapter,
            append: scheduler.scheduleFunction(adapter.append.bind(adapter)),
          };
          const store = createEventStore<AccountEvent>({ adapter: scheduled, rules });
          const handle = createCommandHandler({
            store,
            decider: account,
            streamId: (id) => `account-${id}`,
            retry: { attempts: 20, backoff: () => 0 },
          });
          const direct = createEventStore<AccountEvent>({ adapter, rules });
          await direct.append("account-1", [{ type: "Deposited", data: { amount: 100 } }], {
            expectedVersion: 0,
          });
          const all = Promise.allSettled(
            withdrawals.map(({ amount, pinned }) =>
              handle("1", withdraw(amount), {
                requireCurrent: true,
                expectedVersion: pinned ? 1 : undefined,
              }),
            ),
          );
          await scheduler.waitFor(all);
          const settled = await all;
          let balance = 0;
          for await (const event of direct.readStream("account-1")) balance = account.evolve(balance, event);
          const withdrawn = withdrawals.filter((_, index) => settled[index]?.status === "fulfilled");
          expect(balance).toBe(100 - withdrawn.reduce((sum, { amount }) => sum + amount, 0));
          expect(balance).toBeGreaterThanOrEqual(0);
          for (const result of settled)
            if (result.status === "rejected") expect(result.reason).toBeInstanceOf(RangeError);
        },
      ),
      { numRuns: 200 },
    );
  });
});
