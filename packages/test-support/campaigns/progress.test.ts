import { afterEach, expect, it, vi } from "vitest";
import { createProgress } from "./progress.ts";

afterEach(() => vi.restoreAllMocks());

it("is told by lines where there is no terminal: one for every tenth of the way that is reached", async () => {
  const said = vi.spyOn(console, "log").mockReturnValue();
  const progress = await createProgress("looking");
  for (const share of [0.05, 0.1, 0.19, 0.35, 0.39, 0.999, 1.2]) progress.advance(share, `at ${share}`);
  progress.stop();
  expect(said.mock.calls.flat()).toEqual(["10%: at 0.1", "30%: at 0.35", "90%: at 0.999", "100%: at 1.2"]);
});

it("tells at once what must not wait", async () => {
  const said = vi.spyOn(console, "log").mockReturnValue();
  const progress = await createProgress("looking");
  progress.tell("something\nis wrong");
  expect(said.mock.calls.flat()).toEqual(["something\nis wrong"]);
});
