import { describe, expect, it } from "vitest";

import { DEFAULT_LIMITS, limitsFrom } from "./limits.ts";

describe("limits", () => {
  it("are the default ones where nothing is said, undefined included", () => {
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
  ])("are refused where they limit nothing: %o", (limits) => {
    expect(() => limitsFrom(limits)).toThrow(expect.objectContaining({ code: "invalid-input" }) as Error);
  });
});
