import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from "vitest";
import { integerOf, numberOf, runCampaign } from "./command-line.ts";

const campaign = (findsNothing: boolean) => ({
  usage: "usage: npm run look -- TIMES",
  options: ([times = ""]: readonly string[]) => integerOf("times", times, 1, 10),
  run: async (times: number) => findsNothing && times > 0,
});

describe("a campaign", () => {
  let printed: MockInstance;
  let printedErrors: MockInstance;

  beforeEach(() => {
    printed = vi.spyOn(console, "log").mockReturnValue();
    printedErrors = vi.spyOn(console, "error").mockReturnValue();
  });
  afterEach(() => vi.restoreAllMocks());

  it("exits with 0 if it found nothing, and with 1 if it found something", async () => {
    expect(await runCampaign(["3"], campaign(true))).toBe(0);
    expect(await runCampaign(["3"], campaign(false))).toBe(1);
  });

  it("prints its usage", async () => {
    expect(await runCampaign(["many", "--help"], campaign(false))).toBe(0);
    expect(printed.mock.calls).toEqual([["usage: npm run look -- TIMES"]]);
  });

  it("exits with 2 if its arguments are wrong, and says why", async () => {
    expect(await runCampaign(["many"], campaign(true))).toBe(2);
    const why = "--times must be an integer from 1 to 10, not 'many'";
    expect(printedErrors.mock.calls).toEqual([[`${why}\n\nusage: npm run look -- TIMES`]]);
  });

  it("fails if it has a bug", async () => {
    const broken = { ...campaign(true), run: () => Promise.reject(new TypeError("a bug")) };
    await expect(runCampaign(["3"], broken)).rejects.toThrow("a bug");
  });
});

it.each(["", "0", "11", "-1", "1.5", "1e1", "0x1", " 1", "many"])(
  "'%s' is not an integer from 1 to 10",
  (text) => {
    expect(() => integerOf("times", text, 1, 10)).toThrow(RangeError);
  },
);

it("reads numbers, limits included", () => {
  expect([integerOf("times", "1", 1, 10), integerOf("times", "10", 1, 10)]).toEqual([1, 10]);
  expect([numberOf("minutes", "0.5", 0.5, 2), numberOf("minutes", "2", 0.5, 2)]).toEqual([0.5, 2]);
  expect(() => numberOf("minutes", "2.1", 0.5, 2)).toThrow(
    "--minutes must be a number from 0.5 to 2, not '2.1'",
  );
});
