import { expect, test } from "vitest";

import { quotedSchema } from "./schema-name.ts";

test.for(["truce", "crm_events", "_", "a1", "select", "x".repeat(63)])(
  "'%s' is allowed, and quoted",
  (name) => {
    expect(quotedSchema(name)).toBe(`"${name}"`);
  },
);

test.for([
  "",
  "1a",
  "Truce",
  "a b",
  "a-b",
  'a"b',
  "a'b",
  "a;b",
  "a.b",
  "a\0",
  "a\n",
  "é",
  "pg_truce",
  "x".repeat(64),
  null,
  undefined,
  7,
  {},
  ["truce"],
])("%j is refused", (name) => {
  expect(() => quotedSchema(name)).toThrow(
    expect.objectContaining({ code: "invalid-input", path: "options.schema" }),
  );
});
