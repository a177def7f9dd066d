import { describe, expectTypeOf, it } from "vitest";

import type { Event } from "../events/event.ts";
import type { EventStore } from "../store/event-store.ts";
import { createCommandHandler, type CommandHandler } from "./create-command-handler.ts";

type Added = Event<"Added", { by: number }>;
type CounterEvent = Added | Event<"Reset", Record<string, never>>;

declare const store: EventStore<CounterEvent>;
declare const narrower: EventStore<Added>;
const streamId = (id: string): string => `counter-${id}`;

describe("an inline decider", () => {
  it("is inferred from the store", () => {
    const handle = createCommandHandler({
      store,
      streamId,
      decider: {
        initialState: () => 0,
        evolve: (total: number, event) => (event.type === "Added" ? total + event.data.by : 0),
        decide: (by: number, total) =>
          total > 9 ? [{ type: "Reset", data: {} }] : [{ type: "Added", data: { by } }],
      },
    });
    expectTypeOf(handle).toEqualTypeOf<CommandHandler<number, number>>();
  });

  it("decides for events of the store only", () => {
    createCommandHandler({
      store,
      streamId,
      decider: {
        initialState: () => 0,
        evolve: (total: number) => total,
        // @ts-expect-error -- misspelt
        decide: (by: number) => [{ type: "Addedd", data: { by } }],
      },
    });
    expectTypeOf(store).not.toExtend<typeof narrower>();
    expectTypeOf(narrower).not.toExtend<typeof store>();
  });
});
