import { describe, expect, it } from "vitest";

import { DEFAULT_LIMITS, limitsFrom } from "./limits.ts";

describe("limits", () => {
  it("have defaults, also if they are undefined", () => {
    expect(limitsFrom(undefined)).toEqual(DEFAULT_LIMITS);
    expect(limitsFrom({ maxEvents: undefined, maxEventBytes: 5 })).toEqual({
      ...DEFAULT_LIMITS,
      maxEventBytes: 5,
    });
  });

  it.each([
    { maxEvents: NaN },
    { maxEvents: 0 },
    { maxEventBytes: 1.5 },
    { maxAppendBytes: "5" },
    { maxEvents: Infinity },
    { maxEvent: 5 },
    null,
    5,
  ])("are refused if they are not integers from 1 up, or unknown: %o", (limits) => {
    expect(() => limitsFrom(limits)).toThrow(expect.objectContaining({ code: "invalid-input" }) as Error);
  });
});
