import { conflictRulesFrom, type RuleDeclaration } from "@truce/core/rules";
import { arbitraryRuleDeclarations } from "@truce/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { declarationsOf } from "./declarations-of.ts";
import { generateModule } from "./generate-module.ts";

const reason = fc.constantFrom(undefined, "because", "why not");
const source = fc.option(
  fc.record({ file: fc.constantFrom("a", "b"), line: fc.nat({ max: 3 }), column: fc.constant(1) }),
  { nil: undefined },
);

/** Valid rules with reasons and locations. */
const declarations = arbitraryRuleDeclarations().chain((rules) =>
  fc.tuple(
    ...rules.map((rule) =>
      fc.record({ reason, source }).map((attributed): RuleDeclaration => ({ ...rule, ...attributed })),
    ),
  ),
);

test("the declarations of rules make the same rules again, including reasons and locations", () => {
  fc.assert(
    fc.property(declarations, (written) => {
      const rules = conflictRulesFrom(written);
      const again = conflictRulesFrom(declarationsOf(rules), { fingerprint: rules.fingerprint });
      expect(again).toEqual(rules);
    }),
    { numRuns: 300 },
  );
});

test("the module does not depend on the order of declarations", () => {
  const shuffled = declarations.chain((written) =>
    fc.tuple(fc.constant(written), fc.shuffledSubarray([...written], { minLength: written.length })),
  );
  fc.assert(
    fc.property(shuffled, ([written, inAnotherOrder]) => {
      expect(generateModule(conflictRulesFrom(inAnotherOrder))).toBe(
        generateModule(conflictRulesFrom(written)),
      );
    }),
  );
});
