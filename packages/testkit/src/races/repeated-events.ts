/** The events of an append for a repetition of it, unchanged or almost the same. */

import type { Event } from "@truce/core";
import type { RepeatStep } from "../arbitraries/history.ts";

export function repeatedEvents(events: readonly Event[], differs: RepeatStep["differs"]): readonly Event[] {
  switch (differs) {
    case "nothing":
      return events;
    case "order":
      return events.toReversed();
    case "content":
      return events.map((event, index) =>
        index === events.length - 1 ? { ...event, data: ["changed"] } : event,
      );
    case "fewer":
      return events.length > 1 ? events.slice(1) : events;
    case "more":
      return [...events, { type: "Noted", data: null, id: `${events.map(({ id }) => id).join("+")}+` }];
  }
}
