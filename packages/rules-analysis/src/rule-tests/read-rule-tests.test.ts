import { expect, test } from "vitest";
import { readRuleTests } from "./read-rule-tests.ts";

const read = (text: string) => readRuleTests("rules/crm.conflicts.test.yaml", text);
const problemsOf = (text: string): readonly string[] =>
  read(text).problems.map(
    ({ at, message, suggestion }) =>
      `${at.start.line}:${at.start.column} ${message}${suggestion === null ? "" : ` (${suggestion})`}`,
  );

test("reads a file", () => {
  const { tests } = read(
    [
      "version: 1",
      "rules: [./crm.conflicts, ../shared.conflicts]",
      "events: ContractSigned",
      "cases:",
      "  - name: the same note",
      "    stream: client-42",
      "    incoming: { type: NotePinned, data: { noteId: n1, at: [1, 2.5, true, null], __proto__: x } }",
      "    committed: [NotePinned, ContractSigned]",
      "    expect: conflict",
      "    because: one note on top",
      "    rule: crm.conflicts:37",
    ].join("\n"),
  );
  expect(tests?.rules.map(({ file }) => file)).toEqual(["rules/crm.conflicts", "shared.conflicts"]);
  expect(tests?.events).toEqual(["ContractSigned"]);
  const [one] = tests?.cases ?? [];
  expect(one).toMatchObject({
    name: "the same note",
    stream: "client-42",
    at: { start: { line: 5, column: 5 } },
  });
  const data = JSON.parse('{ "noteId": "n1", "at": [1, 2.5, true, null], "__proto__": "x" }') as unknown;
  expect(one?.incoming.map((event) => [event.type, event.data])).toEqual([["NotePinned", data]]);
  expect(one?.committed.map((event) => [event.type, event.data])).toEqual([
    ["NotePinned", {}],
    ["ContractSigned", {}],
  ]);
  expect(one?.expect).toMatchObject({
    verdict: "conflict",
    because: { value: "one note on top" },
    rule: { value: { file: "rules/crm.conflicts", line: 37 } },
  });
});

test("without 'rules', a file is about the rule file of the same name", () => {
  const { tests } = read("cases:\n- { incoming: A, committed: B, expect: compatible }\n");
  expect(tests?.rules.map(({ file }) => file)).toEqual(["rules/crm.conflicts"]);
  expect(tests?.cases[0]?.expect).toMatchObject({ verdict: "compatible", because: null, rule: null });
});

const CASE = "cases:\n- incoming: A\n  committed: B\n  expect: conflict\n";

test.for<readonly [what: string, text: string, ...problems: string[]]>([
  ["an empty file", "", "1:1 'cases' is empty or missing"],
  ["a comment", "# later\n", "1:1 'cases' is empty or missing"],
  ["no cases", "rules: a.conflicts\ncases:\n", "1:1 'cases' is empty or missing"],
  [
    "a list",
    "- A\n",
    "1:1 a test file is written as 'key: value' with 'version', 'rules', 'events', 'cases'",
  ],
  [
    "a byte order mark",
    "\uFEFFcase: 1\n" + CASE,
    "1:1 a test file cannot have 'case' (did you mean 'cases'?)",
  ],
  [
    "carriage returns",
    CASE.replaceAll("\n", "\r\n") + "x: 1\r\n",
    "5:1 a test file cannot have 'x' (it can have 'version', 'rules', 'events', 'cases')",
  ],
  [
    "a newer version",
    `version: 2\n${CASE}`,
    "1:10 version 2 is newer than this version of truce (it knows 1) (install a newer version of truce)",
  ],
  ["an unknown version", `version: "1"\n${CASE}`, "1:10 this is not a version; write 'version: 1'"],
  ["an empty list of rules", `rules: []\n${CASE}`, "1:8 'rules' is empty"],
  [
    "rules outside the project",
    `rules: [/a.conflicts, ../../b.conflicts]\n${CASE}`,
    "1:9 '/a.conflicts' is not the path of a rule file: write it from the folder of the test file",
    "1:23 '../../b.conflicts' leads out of the project",
  ],
  [
    "rules by a URL or a drive",
    `rules: ["https://x/a.conflicts", "c:/a.conflicts", "a.conflicts:0"]\n${CASE}`,
    "1:9 'https://x/a.conflicts' is not the path of a rule file: write it from the folder of the test file",
    "1:34 'c:/a.conflicts' is not the path of a rule file: write it from the folder of the test file",
    "1:52 'a.conflicts:0' is not the path of a rule file: write it from the folder of the test file",
  ],
  [
    "a rule on line 0",
    `${CASE}  rule: a.conflicts:0\n`,
    "5:9 'a.conflicts:0' has no line: lines count from 1",
  ],
  [
    "a rule file that is a number",
    `rules: 3\n${CASE}`,
    '1:8 a rule file must be a string (write it in quotes: "3")',
  ],
  [
    "a case that is a string",
    "cases:\n- A conflicts B\n",
    "2:3 a case is written as 'key: value' with 'name', 'stream', 'incoming', 'committed', 'expect', 'because', 'rule'",
  ],
  [
    "a misspelt optional key",
    `${CASE}  becuase: x\n`,
    "5:3 a case cannot have 'becuase' (did you mean 'because'?)",
  ],
  [
    "a misspelt required key",
    CASE.replace("committed", "comitted"),
    "3:3 a case cannot have 'comitted' (did you mean 'committed'?)",
  ],
  [
    "a misspelt key beside the correct one",
    `${CASE}  comitted: []\n`,
    "5:3 a case cannot have 'comitted' (did you mean 'committed'?)",
  ],
  [
    "a misspelt list of cases",
    CASE.replace("cases", "case"),
    "1:1 a test file cannot have 'case' (did you mean 'cases'?)",
  ],
  ["a repeated key", `${CASE}  incoming: C\n`, "5:3 'incoming' is repeated"],
  ["a key that is a list", `${CASE}  [a]: b\n`, "5:3 a key must be a string"],
  [
    "no incoming event",
    "cases:\n- committed: B\n  expect: conflict\n",
    "2:3 the case has no 'incoming' event",
  ],
  [
    "an empty list of events",
    "cases:\n- incoming: A\n  committed: []\n  expect: conflict\n",
    "3:14 the case has no 'committed' event",
  ],
  [
    "an event without a type",
    "cases:\n- incoming: { data: {} }\n  committed: B\n  expect: conflict\n",
    "2:13 the event has no 'type'",
  ],
  [
    "an event with an unknown key",
    "cases:\n- incoming: { type: A, at: 1 }\n  committed: B\n  expect: conflict\n",
    "2:24 an event cannot have 'at' (it can have 'type', 'data')",
  ],
  [
    "an event that is null",
    "cases:\n- incoming: [~]\n  committed: B\n  expect: conflict\n",
    "2:14 the name of an event must be a string",
  ],
  [
    "an empty name",
    "cases:\n- incoming: ''\n  committed: B\n  expect: conflict\n",
    "2:13 the name of an event must not be empty",
  ],
  [
    "values that JSON cannot hold",
    "cases:\n- incoming: { type: A, data: { x: .nan, y: .inf } }\n  committed: B\n  expect: conflict\n",
    "2:35 JSON cannot hold NaN",
    "2:44 JSON cannot hold Infinity",
  ],
  [
    "a repeated field",
    "cases:\n- incoming: { type: A, data: { x: 1, x: 2 } }\n  committed: B\n  expect: conflict\n",
    "2:38 'x' is repeated",
  ],
  [
    "no verdict",
    "cases:\n- incoming: A\n  committed: B\n",
    "2:3 the case has no 'expect' (write 'expect: conflict' or 'expect: compatible')",
  ],
  [
    "an unknown verdict",
    "cases:\n- incoming: A\n  committed: B\n  expect: merged\n",
    "4:11 this is not a verdict (write 'expect: conflict' or 'expect: compatible')",
  ],
  [
    "a reason for a compatible pair",
    "cases:\n- incoming: A\n  committed: B\n  expect: compatible\n  because: x\n",
    "5:12 only a conflict can have 'because' and 'rule'",
  ],
  [
    "a rule outside the project",
    `${CASE}  rule: /crm.conflicts:3\n`,
    "5:9 '/crm.conflicts' is not the path of a rule file: write it from the folder of the test file",
  ],
  [
    "an anchor and an alias",
    "cases:\n- incoming: &a A\n  committed: *a\n  expect: conflict\n",
    "2:16 the anchor 'a' is not allowed here",
    "3:14 an alias is not allowed here: write out what it stands for",
  ],
  [
    "a tag",
    "cases:\n- incoming: !!str 3\n  committed: B\n  expect: conflict\n",
    "2:19 a tag is not allowed here: put strings in quotes",
  ],
  [
    "an unknown tag",
    "cases:\n- incoming: !event A\n  committed: B\n  expect: conflict\n",
    "2:13 a tag is not allowed here: put strings in quotes",
  ],
  ["a directive", `%YAML 1.1\n---\n${CASE}`, "1:1 a %YAML directive is not allowed here: remove it"],
  ["two documents", `${CASE}---\n${CASE}`, "5:1 the file has more than one document: '---' begins another"],
  [
    "a text that is not YAML",
    "cases:\n- incoming: [A, B\n  committed: B\n",
    "3:3 this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
])("%s", ([, text, ...problems]) => {
  expect(problemsOf(text)).toEqual(problems);
  expect(read(text).tests).toBeNull();
});

test("a file that is nested too deeply is refused", () => {
  const [problem, ...others] = problemsOf(`cases: ${"[".repeat(100_000)}`);
  expect(problem).toMatch(/^1:\d+ this is nested too deeply$/);
  expect(others).toEqual([]);
});

test("aliases, pairs and lengths are limited", () => {
  const bomb = ["a: &a [x]", ...Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]`)].join("\n");
  expect(problemsOf(bomb).length).toBeGreaterThan(0);
  const many = `[${Array.from({ length: 400 }, () => "A").join(", ")}]`;
  const text = `cases:\n- { incoming: ${many}, committed: ${many}, expect: conflict }\n`;
  expect(problemsOf(text)).toEqual([
    "2:3 with this case, the file has more than 100000 pairs (split the cases into several files)",
  ]);
  expect(problemsOf(`# ${"x".repeat(1024 * 1024)}`)).toEqual([
    "1:1 the file has more than 1 MiB (split the cases into several files)",
  ]);
});
