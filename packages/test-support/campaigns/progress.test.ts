import { afterEach, expect, it, vi } from "vitest";
import { createProgress } from "./progress.ts";

afterEach(() => vi.restoreAllMocks());

it("prints a line for every tenth that is reached if there is no terminal", async () => {
  const printed = vi.spyOn(console, "log").mockReturnValue();
  const progress = await createProgress("looking");
  for (const share of [0.05, 0.1, 0.19, 0.35, 0.39, 0.999, 1.2]) progress.advance(share, `at ${share}`);
  progress.stop();
  expect(printed.mock.calls.flat()).toEqual(["10%: at 0.1", "30%: at 0.35", "90%: at 0.999", "100%: at 1.2"]);
});

it("prints lines immediately", async () => {
  const printed = vi.spyOn(console, "log").mockReturnValue();
  const progress = await createProgress("looking");
  progress.print("something\nis wrong");
  expect(printed.mock.calls.flat()).toEqual(["something\nis wrong"]);
});
