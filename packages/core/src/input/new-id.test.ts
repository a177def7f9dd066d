import { expect, test } from "vitest";

import { newId } from "./new-id.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("many ids are all different, and so are their random parts", () => {
  const ids = Array.from({ length: 10_000 }, newId);
  expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  expect(new Set(ids.map((id) => id.slice(14))).size).toBe(ids.length);
});

test("an id begins with the time", () => {
  const before = Date.now();
  const time = Number.parseInt(newId().replace("-", "").slice(0, 12), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
});
