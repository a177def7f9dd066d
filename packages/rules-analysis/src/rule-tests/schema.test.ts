/** The schema for editors says the same as the reader. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readRuleTests } from "./read-rule-tests.ts";

const root = join(import.meta.dirname, "../../../..");
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../rule-tests.schema.json"), "utf8"),
) as object;
const isValid = new Ajv({ allErrors: true }).compile(schema);
const isRead = (file: unknown): boolean =>
  readRuleTests("a.conflicts.test.yaml", JSON.stringify(file)).tests !== null;

describe("the schema of rule tests", () => {
  test("accepts every test file of the examples", () => {
    const files = globSync("examples/**/*.conflicts.test.yaml", { cwd: root });
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      expect(isValid(parse(readFileSync(join(root, file), "utf8"))), file).toBe(true);
    }
  });

  // Mostly right: so a file is often valid, and otherwise it often has one mistake.
  const rarely = <T, U>(usual: fc.Arbitrary<T>, mistake: fc.Arbitrary<U>) =>
    fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: mistake });
  const oneOrMore = <T>(item: fc.Arbitrary<T>) =>
    fc.oneof(item, rarely(fc.array(item, { minLength: 1, maxLength: 2 }), fc.constant([])));
  const text = rarely(fc.constantFrom("A", "client-4"), fc.constantFrom("", null, 3));
  const withData = fc.record({ type: text, data: fc.jsonValue({ maxDepth: 1 }) }, { requiredKeys: ["type"] });
  const event = rarely(fc.oneof(text, withData), fc.constantFrom({}, { type: "A", at: 1 }, null, ["A"]));
  const place = rarely(
    fc.constantFrom("a.conflicts", "sub/a.conflicts", "./a.conflicts"),
    fc.constantFrom("/a.conflicts", "c:/x", "", 3),
  );
  const expectation = rarely(
    fc.oneof(
      fc.constant({ expect: "compatible" }),
      fc.record(
        {
          expect: fc.constant("conflict"),
          because: text,
          rule: fc.constantFrom("a.conflicts", "a.conflicts:12"),
        },
        { requiredKeys: ["expect"] },
      ),
    ),
    fc.constantFrom({}, { expect: "merged" }, { expect: null }, { expect: "compatible", because: "A" }),
  );
  const oneCase = fc
    .tuple(
      rarely(
        fc.record({ incoming: oneOrMore(event), committed: oneOrMore(event) }),
        fc.constant({ incoming: "A" }),
      ),
      fc.record({ name: text, stream: text }, { requiredKeys: [] }),
      expectation,
      rarely(fc.constant({}), fc.constant({ other: 1 })),
    )
    .map((parts) => Object.assign({}, ...parts) as object);
  const file = fc
    .tuple(
      fc.record(
        {
          version: rarely(fc.constant(1), fc.constantFrom(2, "1", null)),
          rules: oneOrMore(place),
          events: fc.oneof(oneOrMore(text), fc.constant(null)),
          cases: oneOrMore(oneCase),
        },
        { requiredKeys: ["cases"] },
      ),
      rarely(fc.constant({}), fc.constantFrom({ other: 1 }, { cases: undefined })),
    )
    .map((parts) => Object.assign({}, ...parts) as object);

  test("accepts what the reader accepts, and nothing else", () => {
    const seen = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(file, (value) => {
        const isAccepted = isRead(value);
        seen[isAccepted ? "valid" : "invalid"]++;
        expect(isValid(value)).toBe(isAccepted);
      }),
      { numRuns: 1000 },
    );
    expect(seen.valid).toBeGreaterThan(100);
    expect(seen.invalid).toBeGreaterThan(100);
  });
});
