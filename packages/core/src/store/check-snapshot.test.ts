import { describe, expect, it } from "vitest";

import { checkSnapshot } from "./check-snapshot.ts";

class Money {
  readonly cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
}

const state = {
  bookings: new Map([["09:00", { by: "Ann" }]]),
  tags: new Set(["a"]),
  since: new Date(0),
  bytes: new Uint8Array([1]),
  limits: { daily: new Money(5), history: [new Money(1)] },
  name: undefined as string | undefined,
};

const check = (kept: unknown) => () => checkSnapshot({ state: kept, version: 1 }, state);

describe("a snapshot", () => {
  it("is accepted unchanged if it fits", () => {
    expect(check(state)()).toEqual({ state, version: 1 });
    expect(check({ ...state, name: "Oak", bookings: new Map() })().state.name).toBe("Oak");
    expect(check(structuredClone({ ...state, limits: null }))()).toMatchObject({ version: 1 });
  });

  it.each([
    ["options.snapshot.state.bookings", "is plain data, but a Map", { bookings: {} }],
    ["options.snapshot.state.tags", "is plain data, but a Set", { tags: [] }],
    ["options.snapshot.state.since", "is a string, but a Date", { since: "1970-01-01T00:00:00.000Z" }],
    ["options.snapshot.state.bytes", "is plain data, but a Uint8Array", { bytes: { 0: 1 } }],
    [
      "options.snapshot.state.limits.daily",
      "is plain data, but a Money",
      { limits: { daily: { cents: 5 }, history: [] } },
    ],
    [
      "options.snapshot.state.limits.history[0]",
      "is plain data, but a Money",
      { limits: { daily: new Money(5), history: [{ cents: 1 }] } },
    ],
  ])("is refused if it is a JSON copy: %s %s", (path, problem, kept) => {
    expect(check({ ...state, ...kept })).toThrow(
      expect.objectContaining({
        code: "invalid-input",
        path,
        problem: expect.stringContaining(problem) as unknown,
      }),
    );
  });

  it("may have a value of another kind than the initial state", () => {
    expect(check({ ...state, bookings: undefined, since: null })()).toMatchObject({ version: 1 });
    expect(checkSnapshot({ state: { kind: "open" }, version: 1 }, null)).toMatchObject({ version: 1 });
    expect(checkSnapshot({ state: 7, version: 1 }, 0)).toEqual({ state: 7, version: 1 });
  });

  it("is compared with an initial state that contains itself", () => {
    const self: { me?: unknown; map: Map<string, string> } = { map: new Map() };
    self.me = self;
    expect(checkSnapshot({ state: self, version: 1 }, self).state).toBe(self);
    expect(() => checkSnapshot({ state: { me: {}, map: {} }, version: 1 }, self)).toThrow(/state\.map/);
  });

  it("is refused if it is not a state with a version", () => {
    expect(() => checkSnapshot(5, 0)).toThrow(/options\.snapshot must be an object/);
    expect(() => checkSnapshot({ state: 5, version: -1 }, 0)).toThrow(/options\.snapshot\.version/);
    expect(() => checkSnapshot({ state: 5, versoin: 1 }, 0)).toThrow(/options\.snapshot\.versoin/);
  });
});
