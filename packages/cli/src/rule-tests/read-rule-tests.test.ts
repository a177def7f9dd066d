import { expect, test } from "vitest";
import { readRuleTests } from "./read-rule-tests.ts";

const read = (text: string) => readRuleTests("rules/crm.conflicts.test.yaml", text);
const problemsOf = (text: string): readonly string[] =>
  read(text).problems.map(
    ({ at, message, suggestion }) =>
      `${at.start.line}:${at.start.column} ${message}${suggestion === null ? "" : ` (${suggestion})`}`,
  );

test("a file is read as it stands", () => {
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
    because: { what: "one note on top" },
    rule: { what: { file: "rules/crm.conflicts", line: 37 } },
  });
});

test("without 'rules' a file is about the rules that it is named for", () => {
  const { tests } = read("cases:\n- { incoming: A, committed: B, expect: compatible }\n");
  expect(tests?.rules.map(({ file }) => file)).toEqual(["rules/crm.conflicts"]);
  expect(tests?.cases[0]?.expect).toMatchObject({ verdict: "compatible", because: null, rule: null });
});

const CASE = "cases:\n- incoming: A\n  committed: B\n  expect: conflict\n";

test.for<readonly [what: string, text: string, ...problems: string[]]>([
  ["nothing", "", "1:1 there is nothing under 'cases'"],
  ["a comment", "# later\n", "1:1 there is nothing under 'cases'"],
  ["no cases", "rules: a.conflicts\ncases:\n", "1:1 there is nothing under 'cases'"],
  [
    "a list",
    "- A\n",
    "1:1 a test file is written as 'key: value', with 'version', 'rules', 'events', 'cases'",
  ],
  [
    "a byte order mark",
    "\uFEFFcase: 1\n" + CASE,
    "1:1 a test file cannot hold 'case' (did you mean 'cases'?)",
  ],
  [
    "carriage returns",
    CASE.replaceAll("\n", "\r\n") + "x: 1\r\n",
    "5:1 a test file cannot hold 'x' (it may have 'version', 'rules', 'events', 'cases')",
  ],
  [
    "a newer version",
    `version: 2\n${CASE}`,
    "1:10 version 2 is newer than this tool (it knows 1) (install a newer version of the tool)",
  ],
  ["no such version", `version: "1"\n${CASE}`, "1:10 there is no such version; write 'version: 1'"],
  ["an empty list of rules", `rules: []\n${CASE}`, "1:8 there is nothing under 'rules'"],
  [
    "rules elsewhere",
    `rules: [/a.conflicts, ../../b.conflicts]\n${CASE}`,
    "1:9 '/a.conflicts' is no path of a rule file: write it from the folder of the test file",
    "1:23 '../../b.conflicts' leads out of the project",
  ],
  [
    "rules by a URL or a drive",
    `rules: ["https://x/a.conflicts", "c:/a.conflicts", "a.conflicts:0"]\n${CASE}`,
    "1:9 'https://x/a.conflicts' is no path of a rule file: write it from the folder of the test file",
    "1:34 'c:/a.conflicts' is no path of a rule file: write it from the folder of the test file",
    "1:52 'a.conflicts:0' is no path of a rule file: write it from the folder of the test file",
  ],
  [
    "a rule in no line",
    `${CASE}  rule: a.conflicts:0\n`,
    "5:9 'a.conflicts:0' has no line: lines count from 1",
  ],
  [
    "a rule file that is a number",
    `rules: 3\n${CASE}`,
    '1:8 a rule file must be a text (write it in quotes: "3")',
  ],
  [
    "a case that is a text",
    "cases:\n- A conflicts B\n",
    "2:3 a case is written as 'key: value', with 'name', 'stream', 'incoming', 'committed', 'expect', 'because', 'rule'",
  ],
  [
    "a key that is misspelt",
    `${CASE}  becuase: x\n`,
    "5:3 a case cannot hold 'becuase' (did you mean 'because'?)",
  ],
  [
    "a key that is needed and misspelt",
    CASE.replace("committed", "comitted"),
    "3:3 a case cannot hold 'comitted' (did you mean 'committed'?)",
  ],
  [
    "a misspelt key beside the right one",
    `${CASE}  comitted: []\n`,
    "5:3 a case cannot hold 'comitted' (did you mean 'committed'?)",
  ],
  [
    "a misspelt list of cases",
    CASE.replace("cases", "case"),
    "1:1 a test file cannot hold 'case' (did you mean 'cases'?)",
  ],
  ["a key twice", `${CASE}  incoming: C\n`, "5:3 'incoming' is there twice"],
  ["a key that is a list", `${CASE}  [a]: b\n`, "5:3 a key must be a text"],
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
    "an event with more",
    "cases:\n- incoming: { type: A, at: 1 }\n  committed: B\n  expect: conflict\n",
    "2:24 an event cannot hold 'at' (it may have 'type', 'data')",
  ],
  [
    "an event that is nothing",
    "cases:\n- incoming: [~]\n  committed: B\n  expect: conflict\n",
    "2:14 the name of an event must be a text",
  ],
  [
    "a name that is empty",
    "cases:\n- incoming: ''\n  committed: B\n  expect: conflict\n",
    "2:13 the name of an event must not be empty",
  ],
  [
    "what JSON cannot hold",
    "cases:\n- incoming: { type: A, data: { x: .nan, y: .inf } }\n  committed: B\n  expect: conflict\n",
    "2:35 NaN is nothing that JSON can hold",
    "2:44 Infinity is nothing that JSON can hold",
  ],
  [
    "a field twice",
    "cases:\n- incoming: { type: A, data: { x: 1, x: 2 } }\n  committed: B\n  expect: conflict\n",
    "2:38 'x' is there twice",
  ],
  [
    "no verdict",
    "cases:\n- incoming: A\n  committed: B\n",
    "2:3 nothing is expected (write 'expect: conflict' or 'expect: compatible')",
  ],
  [
    "another verdict",
    "cases:\n- incoming: A\n  committed: B\n  expect: merged\n",
    "4:11 there is no such verdict (write 'expect: conflict' or 'expect: compatible')",
  ],
  [
    "a reason where nothing conflicts",
    "cases:\n- incoming: A\n  committed: B\n  expect: compatible\n  because: x\n",
    "5:12 only a conflict has a reason and a rule",
  ],
  [
    "a rule elsewhere",
    `${CASE}  rule: /crm.conflicts:3\n`,
    "5:9 '/crm.conflicts' is no path of a rule file: write it from the folder of the test file",
  ],
  [
    "an anchor and an alias",
    "cases:\n- incoming: &a A\n  committed: *a\n  expect: conflict\n",
    "2:16 the anchor 'a' has no place here",
    "3:14 an alias has no place here: write out what it stands for",
  ],
  [
    "a tag",
    "cases:\n- incoming: !!str 3\n  committed: B\n  expect: conflict\n",
    "2:19 a tag has no place here: put a text in quotes",
  ],
  [
    "a tag that nobody knows",
    "cases:\n- incoming: !event A\n  committed: B\n  expect: conflict\n",
    "2:13 a tag has no place here: put a text in quotes",
  ],
  ["a directive", `%YAML 1.1\n---\n${CASE}`, "1:1 a %YAML directive has no place here: remove it"],
  ["two documents", `${CASE}---\n${CASE}`, "5:1 the file holds more than one document: '---' begins another"],
  [
    "what is no YAML",
    "cases:\n- incoming: [A, B\n  committed: B\n",
    "3:3 this is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
])("%s", ([, text, ...problems]) => {
  expect(problemsOf(text)).toEqual(problems);
  expect(read(text).tests).toBeNull();
});

test("what is nested too deeply is not followed", () => {
  const [problem, ...others] = problemsOf(`cases: ${"[".repeat(100_000)}`);
  expect(problem).toMatch(/^1:\d+ this is nested too deeply$/);
  expect(others).toEqual([]);
});

test("aliases cannot be multiplied, nor can pairs", () => {
  const bomb = ["a: &a [x]", ...Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a, *a]`)].join("\n");
  expect(problemsOf(bomb).length).toBeGreaterThan(0);
  const many = `[${Array.from({ length: 400 }, () => "A").join(", ")}]`;
  const text = `cases:\n- { incoming: ${many}, committed: ${many}, expect: conflict }\n`;
  expect(problemsOf(text)).toEqual([
    "2:3 up to this case the file has more than 100000 pairs (cases can be spread over several files)",
  ]);
  expect(problemsOf(`# ${"x".repeat(1024 * 1024)}`)).toEqual([
    "1:1 the file has more than 1 MiB (cases can be spread over several files)",
  ]);
});
