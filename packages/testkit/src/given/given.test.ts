import type { Decider, Event } from "@truce/core";
import { describe, expect, it } from "vitest";

import { given } from "./index.ts";

type RoomEvent =
  | Event<"SlotBooked", { slot: string; by: string }>
  | Event<"GuestsInvited", { slot: string; guests: number }>
  | Event<"RoomClosed", null>;
type RoomCommand =
  | { readonly type: "Book"; readonly slot: string; readonly by: string; readonly guests?: number }
  | { readonly type: "Close" };

class SlotTaken extends Error {
  readonly code = "slot-taken";
}

interface Room {
  readonly bookings: ReadonlyMap<string, string>;
  readonly isClosed: boolean;
}

const room: Decider<RoomCommand, RoomEvent, Room> = {
  initialState: () => ({ bookings: new Map(), isClosed: false }),
  evolve(state, event) {
    if (event.type === "RoomClosed") return { ...state, isClosed: true };
    if (event.type === "GuestsInvited") return state;
    return { ...state, bookings: new Map(state.bookings).set(event.data.slot, event.data.by) };
  },
  decide(command, { bookings, isClosed }) {
    if (command.type === "Close") return isClosed ? [] : [{ type: "RoomClosed", data: null }];
    const { slot, by, guests = 0 } = command;
    if (bookings.has(slot)) throw new SlotTaken(`slot ${slot} is taken`);
    const booked: RoomEvent = { type: "SlotBooked", data: { slot, by } };
    return guests > 0 ? [booked, { type: "GuestsInvited", data: { slot, guests } }] : [booked];
  },
};

const booked = (slot: string, by: string): RoomEvent => ({ type: "SlotBooked", data: { slot, by } });
const book = (slot: string, by: string, guests = 0): RoomCommand => ({ type: "Book", slot, by, guests });

function expectPass(work: () => void): void {
  expect(work).not.toThrow();
}

/** The message of the error that the work throws. */
function failureOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

/** A text that is indented as deeply as the code around it. */
function text(lines: string): string {
  return lines.replaceAll(/^ {6}/gm, "").trim();
}

describe("a test that holds", () => {
  it("passes", () => {
    expectPass(() => {
      given(room)
        .when(book("09:00", "Ann"))
        .then([booked("09:00", "Ann")]);
      given(room, [booked("09:00", "Ann")])
        .when(book("10:00", "Bob", 2))
        .then([booked("10:00", "Bob"), { type: "GuestsInvited", data: { guests: 2, slot: "10:00" } }]);
      given(room, [{ type: "RoomClosed", data: null }])
        .when({ type: "Close" })
        .thenNothing();
      given(room)
        .when(book("09:00", "Ann"))
        .thenState({ isClosed: false, bookings: new Map([["09:00", "Ann"]]) });
      given(room, [{ type: "RoomClosed", data: null }]).thenState({ isClosed: true, bookings: new Map() });
    });
  });

  it.each([
    ["a class", SlotTaken],
    ["a base class", Error],
    ["a regular expression", /09:00 is taken/],
    ["an error", new SlotTaken("slot 09:00 is taken")],
    ["properties", { code: "slot-taken" }],
    ["properties with a regular expression", { code: "slot-taken", message: /taken/ }],
  ])("passes if the error is named by %s", (_, matcher) => {
    expectPass(() =>
      given(room, [booked("09:00", "Ann")])
        .when(book("09:00", "Bob"))
        .thenThrows(matcher),
    );
  });

  it("can say several things about one outcome", () => {
    const outcome = given(room).when({ type: "Close" });
    expectPass(() => outcome.then([{ type: "RoomClosed", data: null }]));
    expectPass(() => outcome.thenState({ isClosed: true, bookings: new Map() }));
  });
});

describe("events that differ", () => {
  it("are shown with the difference marked, and with their keys in order", () => {
    const failure = failureOf(() =>
      given(room)
        .when(book("09:00", "Bob", 2))
        .then([booked("09:00", "Ann")]),
    );
    expect(failure).toBe(
      text(`
      the events differ (- expected, + actual):

        SlotBooked {
      -   by: "Ann"
      +   by: "Bob"
          slot: "09:00"
        }
      + GuestsInvited {
      +   guests: 2
      +   slot: "09:00"
      + }`),
    );
  });

  it("are shown if there should be none", () => {
    expect(failureOf(() => given(room).when({ type: "Close" }).thenNothing())).toBe(
      text(`
      the events differ (- expected, + actual):

      + RoomClosed null`),
    );
    expect(
      failureOf(() =>
        given(room, [{ type: "RoomClosed", data: null }])
          .when({ type: "Close" })
          .then([booked("9", "A")]),
      ),
    ).toBe(
      text(`
      the events differ (- expected, + actual):

      - SlotBooked {
      -   by: "A"
      -   slot: "9"
      - }`),
    );
  });

  it("are shown without the equal lines far from a difference", () => {
    const all = Array.from({ length: 4 }, (_, index) => booked(`1${index}:00`, "Ann"));
    const decider = { ...room, decide: () => all };
    const failure = failureOf(() =>
      given(decider)
        .when(book("", ""))
        .then(all.with(1, booked("11:00", "Bob"))),
    );
    expect(failure).toBe(
      text(`
      the events differ (- expected, + actual):

        ...
          slot: "10:00"
        }
        SlotBooked {
      -   by: "Bob"
      +   by: "Ann"
          slot: "11:00"
        }
        SlotBooked {
        ...`),
    );
  });

  it("differ by order, id and metadata too", () => {
    const decider = (events: readonly RoomEvent[]) => ({ ...room, decide: () => events });
    const [first, second] = [booked("9", "A"), booked("8", "B")];
    expect(() =>
      given(decider([first, second]))
        .when(book("", ""))
        .then([second, first]),
    ).toThrow("events differ");
    const marked = { ...first, id: "e1", metadata: { by: "Ann" } };
    given(decider([marked]))
      .when(book("", ""))
      .then([marked]);
    expect(
      failureOf(() =>
        given(decider([marked]))
          .when(book("", ""))
          .then([first]),
      ),
    ).toBe(
      text(`
      the events differ (- expected, + actual):

        SlotBooked {
          by: "A"
          slot: "9"
        }
      +   with id "e1"
      +   with metadata {
      +     by: "Ann"
      +   }`),
    );
  });
});

describe("a command that was refused although it should not", () => {
  it("is shown with the error, which is the cause", () => {
    const outcome = given(room, [booked("09:00", "Ann")]).when(book("09:00", "Bob"));
    expect(() => outcome.then([booked("09:00", "Bob")])).toThrow(
      expect.objectContaining({
        message: "expected 1 event, but decide threw SlotTaken: slot 09:00 is taken",
        cause: new SlotTaken("slot 09:00 is taken"),
      }),
    );
    expect(failureOf(() => outcome.thenNothing())).toBe(
      "expected no events, but decide threw SlotTaken: slot 09:00 is taken",
    );
    expect(failureOf(() => outcome.thenState(room.initialState()))).toBe(
      "expected a state, but decide threw SlotTaken: slot 09:00 is taken",
    );
  });
});

describe("a command that should be refused", () => {
  it("is shown with its events", () => {
    expect(failureOf(() => given(room).when(book("09:00", "Ann")).thenThrows(SlotTaken))).toBe(
      text(`
      expected decide to throw SlotTaken, but it returned 1 event:

      SlotBooked {
        by: "Ann"
        slot: "09:00"
      }`),
    );
    const closed = given(room, [{ type: "RoomClosed", data: null }]).when({ type: "Close" });
    expect(failureOf(() => closed.thenThrows({ code: "closed" }))).toBe(
      text(`
      expected decide to throw an error with {
        code: "closed"
      }, but it returned no events`),
    );
  });

  it.each([
    [RangeError, "RangeError"],
    [/is free/, "an error that matches /is free/"],
    [new SlotTaken("slot 10:00 is taken"), "SlotTaken: slot 10:00 is taken"],
    [new Error("slot 09:00 is taken"), "Error: slot 09:00 is taken"],
    [{ code: "slot-free" }, 'an error with {\n  code: "slot-free"\n}'],
  ])("is shown with the error that was thrown instead of %s", (matcher, wanted) => {
    const outcome = given(room, [booked("09:00", "Ann")]).when(book("09:00", "Bob"));
    expect(failureOf(() => outcome.thenThrows(matcher))).toBe(
      `expected decide to throw ${wanted}, but it threw SlotTaken: slot 09:00 is taken`,
    );
  });

  it("needs a property at least, because every error would have none", () => {
    const outcome = given(room, [booked("09:00", "Ann")]).when(book("09:00", "Bob"));
    expect(() => outcome.thenThrows({})).toThrow("thenThrows() takes an object with at least one property");
  });
});

describe("a state that differs", () => {
  it("is shown with the difference marked", () => {
    const failure = failureOf(() =>
      given(room, [booked("09:00", "Ann"), { type: "RoomClosed", data: null }]).thenState({
        bookings: new Map([["09:00", "Bob"]]),
        isClosed: true,
      }),
    );
    expect(failure).toBe(
      text(`
      the state differs (- expected, + actual):

        {
          bookings: Map {
      -     "09:00" => "Bob"
      +     "09:00" => "Ann"
          }
          isClosed: true
        }`),
    );
  });
});

describe("a mistake in the test or in the decider", () => {
  it("is an event that JSON does not keep", () => {
    const decider: Decider<null, Event<"Seen", { at: Date | string }>, null> = {
      initialState: () => null,
      evolve: () => null,
      decide: () => [{ type: "Seen", data: { at: new Date(0) } }],
    };
    const message = text(`
      JSON does not keep everything in these events (- event, + as JSON):

        Seen {
      -   at: Date "1970-01-01T00:00:00.000Z"
      +   at: "1970-01-01T00:00:00.000Z"
        }`);
    const seen = { type: "Seen", data: { at: new Date(0) } } as const;
    expect(
      failureOf(() =>
        given(decider)
          .when(null)
          .then([{ type: "Seen", data: { at: "" } }]),
      ),
    ).toBe(message);
    expect(failureOf(() => given(decider, [seen]))).toBe(message);
  });

  it("is an outcome that is awaited or returned", async () => {
    const message =
      "then() takes a list of events; an outcome is not a promise, so do not await or return it";
    const awaited = Promise.resolve(given(room).when({ type: "Close" }) as unknown);
    await expect(awaited).rejects.toThrow(message);
  });

  it("is a decision that is not a list", () => {
    const decider = { ...room, decide: (() => Promise.resolve([])) as unknown as typeof room.decide };
    expect(() => given(decider).when({ type: "Close" })).toThrow("decide must return a list of events");
  });
});

it("compares as a store would: undefined counts as absent, and -0 as 0", () => {
  const counter: Decider<null, Event<"Set", { value?: number | undefined }>, unknown> = {
    initialState: () => 0,
    evolve: (_, { data }) => data,
    decide: () => [
      { type: "Set", data: { value: undefined } },
      { type: "Set", data: { value: -0 } },
    ],
  };
  expectPass(() => {
    given(counter)
      .when(null)
      .then([
        { type: "Set", data: {} },
        { type: "Set", data: { value: 0 } },
      ]);
    given(counter).when(null).thenState({ value: 0 });
  });
});
