import { expect, test } from "vitest";

import { chaosOptions, timesOf } from "./options.ts";
import { FAULTS } from "./outcomes.ts";

test("the options and their defaults", () => {
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
])("'%s %s' is a usage error", (args) => {
  expect(() => chaosOptions(args)).toThrow(/--/);
});

test("every other fault occurs more often than the server is killed", () => {
  expect(timesOf("server-kill", 200)).toBe(200);
  expect(timesOf("client-kill", 200)).toBe(500);
});
