import { expect, test } from "vitest";
import { dataFrom, valuesIn } from "./payload.ts";

test("fields with dots are nested, and empty ones are left out", () => {
  expect(
    dataFrom([
      ["to.room", "Oak"],
      ["to.slot", ""],
      ["id", "m1"],
      ["to.by.name", "Ann"],
    ]),
  ).toEqual({
    id: "m1",
    to: { room: "Oak", by: { name: "Ann" } },
  });
  expect(valuesIn({ id: "m1", to: { room: "Oak" } })).toEqual([
    ["id", "m1"],
    ["to.room", "Oak"],
  ]);
  expect(Object.keys(dataFrom([["__proto__", "a"]]))).toEqual(["__proto__"]);
});
