/** The server parses array literals into the lists that they were made from. */

import fc from "fast-check";
import { afterAll, test, expect } from "vitest";

import { arrayLiteral } from "../src/array-literal.ts";
import { newPool } from "./support/database.ts";

const pool = newPool(1);
afterAll(() => pool.end());

test("any list of texts makes the round trip", async () => {
  const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), async (items) => {
      const { rows } = await pool.query<{ items: unknown }>("SELECT $1::text::text[] AS items", [
        arrayLiteral(items),
      ]);
      expect(rows[0]?.items).toEqual(items);
    }),
  );
});
