import type { Decider, Event } from "@truce/core";
import { describe, expectTypeOf, it } from "vitest";

import { given, type Given } from "./index.ts";

type CounterEvent = Event<"Added", { by: number }> | Event<"Reset", null>;
declare const counter: Decider<{ readonly add: number }, CounterEvent, number>;

describe("given", () => {
  it("takes its types from the decider", () => {
    expectTypeOf(given(counter)).toEqualTypeOf<Given<{ readonly add: number }, CounterEvent, number>>();
    given(counter, [{ type: "Reset", data: null }])
      .when({ add: 1 })
      .then([{ type: "Added", data: { by: 1 } }]);
  });

  it("refuses other events, commands and states", () => {
    // @ts-expect-error -- misspelt
    given(counter, [{ type: "Rest", data: null }]);
    // @ts-expect-error -- not a command
    given(counter).when({ sub: 1 });
    const wrong = { type: "Added", data: { by: "1" } } as const;
    // @ts-expect-error -- another payload
    given(counter).when({ add: 1 }).then([wrong]);
    // @ts-expect-error -- not a state
    given(counter).thenState("1");
  });

  it("leads to something that cannot be awaited", async () => {
    // @ts-expect-error -- it has a method `then`, but is not a promise
    // oxlint-disable-next-line typescript/await-thenable -- it is refused
    await given(counter).when({ add: 1 });
  });
});
