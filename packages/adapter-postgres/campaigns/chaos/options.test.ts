import { expect, test } from "vitest";

import { chaosOptions, timesOf } from "./options.ts";
import { FAULTS } from "./outcomes.ts";

test("the options, and what they are unless set", () => {
  const args = ["--kills", "3", "--faults", "client-kill,pool-full", "--seed", "7"];
  expect(chaosOptions(args)).toEqual({ kills: 3, faults: new Set(["client-kill", "pool-full"]), seed: 7 });
  expect(chaosOptions([])).toMatchObject({ kills: 20, faults: new Set(FAULTS) });
});

test.for([
  ["--kills", "0"],
  ["--kills", "many"],
  ["--faults", "rain"],
  ["--faults", ""],
  ["--seed", "-1"],
  ["--more"],
])("'%s %s' is misuse", (args) => {
  expect(() => chaosOptions(args)).toThrow(/--/);
});

test("the server is killed so many times, and everything else happens more often", () => {
  expect(timesOf("server-kill", 200)).toBe(200);
  expect(timesOf("client-kill", 200)).toBe(500);
});
