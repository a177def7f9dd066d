/** Reads the cases of a `*.conflicts.test.yaml` file. */

import type { Location } from "@truce/rules-dsl";
import { isScalar, type ParsedNode } from "yaml";
import type {
  Expectation,
  Placed,
  Problem,
  RuleFile,
  RulePlace,
  RuleTestCase,
  RuleTests,
  TestEvent,
} from "./rule-tests.ts";
import { resolveRulePath } from "./rule-path.ts";
import { readYaml } from "./yaml-document.ts";
import {
  placeOf,
  readFields,
  readItems,
  readJson,
  readText,
  report,
  type Fields,
  type Reading,
} from "./yaml-nodes.ts";

/** The version of the format. */
const FORMAT_VERSION = 1;

const TEST_FILE_ENDING = ".test.yaml";

/** The most pairs that a file may have. */
const MAX_PAIRS = 100_000;

/** A test file's cases, or all problems with it. */
export type ReadRuleTests =
  | { readonly tests: RuleTests; readonly problems: readonly [] }
  | { readonly tests: null; readonly problems: readonly Problem[] };

/**
 * Reads a test file. Never throws.
 *
 * @param file - Its path from the root of the project.
 */
export function readRuleTests(file: string, text: string): ReadRuleTests {
  const read = readYaml(file, text);
  if ("problems" in read) return { tests: null, problems: read.problems };
  const { contents, locate } = read.document;
  const reading: Reading = { locate, problems: [] };
  const tests = readFile(reading, file, contents);
  if (reading.problems.length > 0 || tests === null) return { tests: null, problems: reading.problems };
  return { tests, problems: [] };
}

const FILE_KEYS = ["version", "rules", "events", "cases"] as const;
const CASE_KEYS = ["name", "stream", "incoming", "committed", "expect", "because", "rule"] as const;
const EVENT_KEYS = ["type", "data"] as const;

function readFile(reading: Reading, file: string, node: ParsedNode | null): RuleTests | null {
  const fields = node && !isNothing(node) ? readFields(reading, node, "a test file", FILE_KEYS) : {};
  if (fields === null) return null;
  if (fields.version) checkVersion(reading, fields.version);
  const tests = {
    file,
    rules: readRules(reading, file, fields.rules),
    events: itemsOf(reading, fields.events).flatMap(
      (event) => readText(reading, event, "the name of an event")?.value ?? [],
    ),
    cases: itemsOf(reading, fields.cases).flatMap((one) => readCase(reading, file, one) ?? []),
  };
  const start = reading.locate([0, 0]);
  if (itemsOf(reading, fields.cases).length === 0) report(reading, start, "'cases' is empty or missing");
  checkSize(reading, tests);
  return tests;
}

function checkVersion(reading: Reading, node: ParsedNode): void {
  const version = readJson(reading, node);
  if (version === FORMAT_VERSION) return;
  const at = placeOf(reading, node);
  if (typeof version === "number" && version > FORMAT_VERSION) {
    report(
      reading,
      at,
      `version ${version} is newer than this version of truce (it knows ${FORMAT_VERSION})`,
      "install a newer version of truce",
    );
  } else {
    report(reading, at, `this is not a version; write 'version: ${FORMAT_VERSION}'`);
  }
}

/** The rule files under `rules`. Without that key, `crm.conflicts.test.yaml` is about `crm.conflicts`. */
function readRules(reading: Reading, file: string, node: ParsedNode | null | undefined): readonly RuleFile[] {
  if (node === undefined) {
    const sameName = file.endsWith(TEST_FILE_ENDING) ? file.slice(0, -TEST_FILE_ENDING.length) : file;
    return [{ file: sameName, at: reading.locate([0, 0]) }];
  }
  const items = itemsOf(reading, node);
  if (items.length === 0) {
    report(reading, node ? placeOf(reading, node) : reading.locate([0, 0]), "'rules' is empty");
  }
  return items.flatMap((item) => {
    const path = readText(reading, item, "a rule file");
    if (path === null) return [];
    const target = resolveRulePath(file, path.value);
    if (target.file !== null) return [{ file: target.file, at: path.at }];
    report(reading, path.at, `'${path.value}' ${target.problem}`);
    return [];
  });
}

function readCase(reading: Reading, file: string, node: ParsedNode): RuleTestCase | null {
  const fields = readFields(reading, node, "a case", CASE_KEYS);
  if (fields === null) return null;
  const at = placeOf(reading, node);
  const { name, stream } = fields;
  return {
    at,
    name: name ? (readText(reading, name, "the name of a case")?.value ?? null) : null,
    stream: stream ? (readText(reading, stream, "a stream")?.value ?? null) : null,
    incoming: readEvents(reading, fields.incoming, "incoming", at),
    committed: readEvents(reading, fields.committed, "committed", at),
    expect: readExpectation(reading, file, fields, at),
  };
}

function readEvents(
  reading: Reading,
  node: ParsedNode | null | undefined,
  side: "incoming" | "committed",
  at: Location,
): readonly TestEvent[] {
  const events = itemsOf(reading, node);
  if (events.length === 0)
    report(reading, node ? placeOf(reading, node) : at, `the case has no '${side}' event`);
  return events.flatMap((event) => readEvent(reading, event) ?? []);
}

function readEvent(reading: Reading, node: ParsedNode): TestEvent | null {
  const at = placeOf(reading, node);
  if (isScalar(node)) {
    const type = readText(reading, node, "the name of an event");
    return type && { at, type: type.value, data: {} };
  }
  const fields = readFields(reading, node, "an event", EVENT_KEYS);
  if (fields === null) return null;
  if (!fields.type) return report(reading, at, "the event has no 'type'");
  const type = readText(reading, fields.type, "the name of an event");
  const data = fields.data === undefined ? {} : readJson(reading, fields.data);
  return type && { at, type: type.value, data };
}

function readExpectation(
  reading: Reading,
  file: string,
  { expect, because, rule }: Fields<"expect" | "because" | "rule">,
  at: Location,
): Expectation {
  const verdict = readVerdict(reading, expect, at);
  for (const node of verdict === "compatible" ? [because, rule] : []) {
    if (node) report(reading, placeOf(reading, node), "only a conflict can have 'because' and 'rule'");
  }
  const reason = because ? readText(reading, because, "a reason") : null;
  return {
    at: expect ? placeOf(reading, expect) : at,
    verdict,
    because: reason && { value: reason.value, at: reason.at },
    rule: rule ? readRulePlace(reading, file, rule) : null,
  };
}

function readVerdict(
  reading: Reading,
  node: ParsedNode | null | undefined,
  at: Location,
): Expectation["verdict"] {
  const verdict = node && isScalar(node) ? node.value : undefined;
  if (verdict === "conflict" || verdict === "compatible") return verdict;
  const [place, what] = node
    ? [placeOf(reading, node), "this is not a verdict"]
    : [at, "the case has no 'expect'"];
  report(reading, place, what, "write 'expect: conflict' or 'expect: compatible'");
  return "conflict";
}

/** `crm.conflicts`, or `crm.conflicts:16` */
function readRulePlace(reading: Reading, file: string, node: ParsedNode): Placed<RulePlace> | null {
  const text = readText(reading, node, "the place of a rule");
  if (text === null) return null;
  const { path = text.value, line } = /^(?<path>.*):(?<line>-?\d+)$/su.exec(text.value)?.groups ?? {};
  if (line !== undefined && !/^[1-9]\d{0,8}$/.test(line))
    return report(reading, text.at, `'${text.value}' has no line: lines count from 1`);
  const target = resolveRulePath(file, path);
  if (target.file === null) return report(reading, text.at, `'${path}' ${target.problem}`);
  return { value: { file: target.file, line: line === undefined ? null : Number(line) }, at: text.at };
}

function checkSize(reading: Reading, { cases }: Pick<RuleTests, "cases">): void {
  let pairs = 0;
  for (const { at, incoming, committed } of cases) {
    pairs += incoming.length * committed.length;
    if (pairs <= MAX_PAIRS) continue;
    const message = `with this case, the file has more than ${MAX_PAIRS} pairs`;
    report(reading, at, message, "split the cases into several files");
    return;
  }
}

/** The items of a list. Any other node counts as a list of one. */
function itemsOf(reading: Reading, node: ParsedNode | null | undefined): readonly ParsedNode[] {
  return !node || isNothing(node) ? [] : readItems(reading, node);
}

function isNothing(node: ParsedNode): boolean {
  return isScalar(node) && node.value === null && node.tag === undefined && node.anchor === undefined;
}
