/** Wrong variants of rules as modules, and of tests of rules as data. */

import type { Mutant } from "../mutant.ts";

const builder = (name: string) =>
  ({
    file: `packages/rules-dsl/src/build/${name}.ts`,
    suite: "language",
    tests: ["packages/rules-dsl/src/build/*.test.ts"],
  }) as const;
const literals = builder("literals");
const declarations = builder("declarations-of");
const names = builder("named-by-rules");

const command = (file: string, tests: string) =>
  ({ file: `packages/cli/src/${file}.ts`, suite: "cli", tests: [`packages/cli/src/${tests}`] }) as const;
const moduleFile = command("build/module-file", "commands/build.test.ts");
const ruleTests = (name: string) => command(`rule-tests/${name}`, "rule-tests/*.test.ts");
const judging = ruleTests("judge-pair");
const running = ruleTests("run-rule-tests");
const objection = ruleTests("objection");
const coverage = ruleTests("coverage");
const yaml = ruleTests("yaml-nodes");
const annotations = command("rule-tests/report-github", "commands/test-formats.test.ts");
const junit = command("rule-tests/report-junit", "commands/test-formats.test.ts");
const xml = command("rule-tests/xml", "commands/test-formats.test.ts");

export const ruleTestMutants: readonly Mutant[] = [
  {
    ...literals,
    name: "a name in a built module can end a script or a comment",
    find: String.raw`|<(?=[/!])|\*(?=\/)`,
    replace: "",
  },
  {
    ...declarations,
    name: "a built module forgets which rules replace others",
    find: "...(override && { override })",
    replace: "",
  },
  {
    ...declarations,
    name: "a built module forgets the types that never conflict",
    find: "...nevers.map(",
    replace: "...nevers.slice(0, 0).map(",
  },
  {
    ...declarations,
    name: "a built module tells rules from the place of another one",
    find: "[incoming, category, when, reason, source]",
    replace: "[incoming, category, when, reason]",
  },
  {
    ...names,
    name: "what 'except' names is no name of the rules",
    find: 'return "type" in selector ? [selector.type] : selector.anythingExcept;',
    replace: 'return "type" in selector ? [selector.type] : [];',
  },
  {
    ...yaml,
    name: "a misspelt key of a test file counts as missing too",
    find: "return { ...misspelt, ...fields };",
    replace: "return fields;",
  },
  {
    ...yaml,
    name: "a misspelt key of a test file takes the place of the right one",
    find: "return { ...misspelt, ...fields };",
    replace: "return { ...fields, ...misspelt };",
  },
  {
    ...annotations,
    name: "truce test annotates the case instead of the line that failed",
    find: "[commandAt(first.at,",
    replace: "[commandAt(test.at,",
  },
  {
    ...junit,
    name: "JUnit XML has files whose cases were not run as passed",
    find: 'result: { kind: "error", lines }',
    replace: 'result: lines.length < 0 ? { kind: "error", lines } : null',
  },
  {
    ...xml,
    name: "a name can end an attribute of JUnit XML",
    find: '.replaceAll(\'"\', "&quot;")',
    replace: "",
  },
  {
    ...xml,
    name: "a control character of a name makes JUnit XML unreadable",
    find: "return printable(line)",
    replace: "printable(line);\n  return line",
  },
  {
    ...moduleFile,
    name: "truce build overwrites what it has not written",
    find: 'if (text === "" || MARK.test(text)) return text;',
    replace: "if (text.length >= 0) return text;",
  },
  {
    ...judging,
    name: "tests of rules look at no payload",
    find: "compareScalars(scalarAt(incoming.data, mine), operator, scalarAt(committed.data, theirs))",
    replace: 'compareScalars(1, operator, operator === "=" ? 1 : 2)',
  },
  {
    ...running,
    name: "of a list only the first event is tested",
    find: "committed.map((theirs) => [mine, theirs] as const)",
    replace: "committed.slice(0, 1).map((theirs) => [mine, theirs] as const)",
  },
  {
    ...running,
    name: "a name that is misspelt in a test is taken for an event",
    find: "if (known.has(type)) return [];",
    replace: "if (known.size > 0) return [];",
  },
  {
    ...running,
    name: "the stream of a case counts for nothing",
    find: "const category = test.stream === null ? null : categoryOf(test.stream);",
    replace: "const category = test.stream === null ? null : categoryOf(`x${test.stream}`);",
  },
  {
    ...objection,
    name: "any reason will do",
    find: "if (because && !isBecause(verdict, because.what))",
    replace: 'if (because && because.what === "" && !isBecause(verdict, because.what))',
  },
  {
    ...objection,
    name: "any line of the file will do",
    find: "(place.line === null || source.line === place.line)",
    replace: "(place.line === null || source.line > 0)",
  },
  {
    ...coverage,
    name: "a rule is exercised where its type is judged at all",
    find: "isExercised: exercised.has(rule)",
    replace: "isExercised: exercised.size > 0",
  },
  {
    ...coverage,
    name: "what one file does not exercise nobody does",
    find: "if (merged.get(rule.key)?.isExercised !== true) merged.set(rule.key, rule);",
    replace: "merged.set(rule.key, rule);",
  },
  {
    ...yaml,
    name: "of a key that is there twice the last one counts",
    find: "if (seen.has(name)) complain",
    replace: 'if (seen.has("") && seen.has(name)) complain',
  },
  {
    ...yaml,
    name: "aliases are followed in silence",
    find: "if (isAlias(node)) complain",
    replace: "if (isAlias(node)) return true;\n  else if (isAlias(node)) complain",
  },
];
