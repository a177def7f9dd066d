/** Short ways to write append requests. */

import type { AppendRequest, NewEvent } from "@truce/core/adapter";

/** An event with an id of its own. */
export function event(type = "A", data = "{}", id: string = crypto.randomUUID()): NewEvent {
  return { id, type, data, metadata: "{}" };
}

/** An append of one event to `client-1` that expects any version, with changes. */
export function request(more: Partial<AppendRequest> = {}): AppendRequest {
  const expectedVersion = more.expectedVersion ?? "any";
  return {
    mode: "write",
    streamId: "client-1",
    events: [event()],
    expectedVersion,
    checkAfter: typeof expectedVersion === "number" ? expectedVersion : null,
    conflictsWith: "any-event",
    appendId: crypto.randomUUID(),
    rules: null,
    ...more,
  };
}
