import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import type { AppendOutcome, StorageAdapter } from "../adapter/storage-adapter.ts";
import { isTruceError } from "../is-truce-error.ts";
import { OutcomeUnknownError, UnavailableError } from "../errors/faults.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { createEventStore } from "./create-event-store.ts";

/** What goes wrong with one call of an adapter: before the append takes effect, or after. */
type Fault = "fine" | "unavailable" | "lost before" | "lost after" | "broken";

function faulty(plan: readonly Fault[], adapter = memoryAdapter()) {
  let calls = 0;
  const faultyAdapter: StorageAdapter = {
    ...adapter,
    async append(request): Promise<AppendOutcome> {
      const fault = plan[calls++] ?? "fine";
      if (fault === "unavailable") throw new UnavailableError("no connection");
      if (fault === "lost before") throw new OutcomeUnknownError("connection lost");
      if (fault === "broken") throw new TypeError("a bug");
      const outcome = await adapter.append(request);
      if (fault === "lost after") throw new OutcomeUnknownError("connection lost");
      return outcome;
    },
  };
  const store = createEventStore({ adapter: faultyAdapter, retry: { attempts: 3, backoff: () => 0 } });
  return {
    adapter,
    faultyAdapter,
    store,
    calls: () => calls,
    append: (expectedVersion: ExpectedVersion = 0, decisionVersion?: number) =>
      store.append("client-42", [{ type: "A", data: 1 }], { expectedVersion, decisionVersion }),
    events: async () => (await Array.fromAsync(adapter.readAll())).length,
  };
}

describe("an unknown outcome", () => {
  it("is resolved by appending the same ids again", async () => {
    const written = faulty(["lost after"]);
    expect(await written.append()).toMatchObject({ kind: "duplicate", firstVersion: 1 });
    expect(await written.events()).toBe(1);

    const absent = faulty(["lost before"]);
    expect(await absent.append()).toMatchObject({ kind: "appended", firstVersion: 1 });
    expect(await absent.events()).toBe(1);
  });

  it("has the ids to append the events with again", async () => {
    const lost = faulty(["lost after", "lost before", "lost before"]);
    const error = await lost.append().catch((thrown: unknown) => thrown);
    if (!isTruceError(error, "outcome-unknown")) throw error;
    expect(error.streamId).toBe("client-42");
    const events = [{ type: "A", data: 1, id: error.eventIds?.[0] }];
    expect(await lost.store.append("client-42", events, { expectedVersion: 0 })).toMatchObject({
      kind: "duplicate",
    });
    expect(await lost.events()).toBe(1);
  });

  it("is not hidden by a back-off that fails", async () => {
    const adapter = faulty(["lost after"]).faultyAdapter;
    const backoff = () => {
      throw new Error("boom");
    };
    const store = createEventStore({ adapter, retry: { backoff } });
    const append = store.append("client-42", [{ type: "A", data: 1 }], { expectedVersion: 0 });
    await expect(append).rejects.toMatchObject({ code: "outcome-unknown", cause: { message: "boom" } });
  });

  it("keeps the fault that made it unknown if later attempts are refused", async () => {
    await expect(faulty(["lost before"]).append(7)).rejects.toMatchObject({
      code: "outcome-unknown",
      cause: { code: "outcome-unknown", message: "connection lost" },
    });
  });

  it("is thrown after a bounded number of attempts", async () => {
    const lost = faulty(["lost after", "lost before", "lost before", "fine"]);
    await expect(lost.append()).rejects.toMatchObject({
      code: "outcome-unknown",
      cause: { code: "outcome-unknown" },
    });
    expect(lost.calls()).toBe(3);
  });

  it("stays unknown if the storage is unavailable afterwards, or fails", async () => {
    await expect(faulty(["lost after", "unavailable", "unavailable"]).append()).rejects.toMatchObject({
      code: "outcome-unknown",
      cause: { code: "unavailable" },
    });
    const broken = faulty(["lost after", "broken"]);
    await expect(broken.append()).rejects.toMatchObject({ code: "outcome-unknown" });
    expect(broken.calls()).toBe(2);
  });

  it("is not resolved by a refusal that an attempt still running need not share", async () => {
    // The first attempt may arrive after the second, when the stream exists.
    await expect(faulty(["lost before"]).append("streamExists")).rejects.toMatchObject({
      code: "outcome-unknown",
    });
    await expect(faulty(["lost before"]).append(7)).rejects.toMatchObject({ code: "outcome-unknown" });
  });

  it("is resolved by a refusal that every attempt must share", async () => {
    const adapter = memoryAdapter();
    await faulty([], adapter).append("any");
    await expect(faulty(["lost before"], adapter).append("noStream")).rejects.toMatchObject({
      code: "wrong-version",
    });
    await expect(faulty(["lost before"], adapter).append(0)).rejects.toMatchObject({ code: "conflict" });
    await expect(faulty(["lost before"], adapter).append(0, 1)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("unavailable storage", () => {
  it("is retried, and the error is thrown unchanged if it stays unavailable", async () => {
    expect(await faulty(["unavailable", "unavailable"]).append()).toMatchObject({ kind: "appended" });
    const down = faulty(["unavailable", "unavailable", "unavailable", "fine"]);
    await expect(down.append()).rejects.toMatchObject({ code: "unavailable" });
    expect(await down.events()).toBe(0);
  });
});

describe("any other fault", () => {
  it("is thrown unchanged, without a retry", async () => {
    const broken = faulty(["broken"]);
    await expect(broken.append()).rejects.toThrow(TypeError);
    expect(broken.calls()).toBe(1);
  });
});

describe("retry options", () => {
  it.each([0, -1, 1.5, NaN])("need at least one attempt, not %s", (attempts) => {
    expect(() => createEventStore({ adapter: memoryAdapter(), retry: { attempts } })).toThrow(
      expect.objectContaining({ code: "invalid-input", path: "retry.attempts" }) as Error,
    );
  });

  it.each([{ backoff: 5 }, { attempt: 3 }])("are refused if they are invalid or unknown: %o", (retry) => {
    expect(() => createEventStore({ adapter: memoryAdapter(), retry: retry as never })).toThrow(
      expect.objectContaining({ code: "invalid-input" }) as Error,
    );
  });
});
