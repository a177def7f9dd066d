import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run } from "../../../tests/truce.ts";

const RULES = "A conflicts A, B\nB never conflicts\n";
const ODD_NAME = String.raw`a <b> & \"c\" ]]>\u001b\u0085\ud800\uffff\n::error::x`;

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "rules/a.conflicts": RULES,
    "rules/a.conflicts.test.yaml": [
      "cases:",
      `  - name: "${ODD_NAME}"`,
      "    incoming: B",
      "    committed: [A, B]",
      "    expect: conflict",
      "  - { incoming: A, committed: A, expect: conflict }",
      "  - { incoming: A, committed: C, expect: conflict }",
      "",
    ].join("\n"),
    "broken.conflicts.test.yaml": "cases:\n  - incoming: A\n    comitted: A\n    expect: conflict\n",
    "unruly.conflicts": "A conflict A\n",
    "unruly.conflicts.test.yaml": "cases: [{ incoming: A, committed: A, expect: conflict }]\n",
    "good/a.conflicts": RULES,
    "good/a.conflicts.test.yaml": "cases: [{ incoming: A, committed: A, expect: conflict }]\n",
  });
});

afterAll(() => folder.remove());

const test = (...args: readonly string[]): Promise<Run> => truce(["test", ...args], { cwd: folder.root });

describe("truce test --format github", () => {
  it("annotates each failing case once, at its line", async () => {
    const { status, stdout } = await test("--format", "github");
    expect(status).toBe(1);
    expect(stdout.split("\n").slice(0, -1)).toEqual([
      "::error file=broken.conflicts.test.yaml,line=3,title=not run::a case cannot have 'comitted'%0Ahelp: did you mean 'committed'?",
      expect.stringMatching(
        /^::error file=rules\/a\.conflicts\.test\.yaml,line=5,title=failed%3A a <b> & "c" .*%0A%3A%3Aerror%3A%3Ax::'B' is compatible with 'A', but 'conflict' is expected%0A {2}B never conflicts%0A {4}rules\/a\.conflicts:2%0A'B' is compatible with 'B'/,
      ),
      "::error file=rules/a.conflicts.test.yaml,line=7,title=failed::no rule names the event 'C'%0Ahelp: if there is such an event, list it under 'events'",
      "::error file=unruly.conflicts,line=1,col=3,endColumn=11,title=CF1007::found 'conflict' (did you mean 'conflicts'?)",
      "::notice title=rule tests::2 cases passed, 2 failed in 4 files; 2 files not run",
    ]);
  });

  it("annotates the rules that no case exercises", async () => {
    const { status, stdout } = await test("good", "--coverage", "--format", "github");
    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        "::error file=good/a.conflicts,line=1,title=not exercised::no case exercises A conflicts B",
        "::error file=good/a.conflicts,line=2,title=not exercised::no case exercises B never conflicts",
        "::notice title=rule tests::1 case passed in 1 file; 1 of 3 rules exercised",
        "",
      ].join("\n"),
    );
    expect((await test("good", "--format", "github")).status).toBe(0);
  });
});

describe("truce test --format junit", () => {
  const parse = (xml: string): Document =>
    new DOMParser({
      onError: (level, message) => {
        // The parser warns about every U+FFFD, which replaces the characters that XML cannot hold.
        if (level === "warning" && message.includes("replacement character")) return;
        throw new Error(`${level}: ${message}`);
      },
    }).parseFromString(xml, "text/xml");
  const attributesOf = ({ attributes }: Element): Readonly<Record<string, string>> =>
    Object.fromEntries(Array.from(attributes, ({ name, value }) => [name, value]));
  const all = (document: Document, name: string): readonly Element[] =>
    Array.from(document.getElementsByTagName(name));

  it("is XML with every case, by file", async () => {
    const { status, stdout } = await test("--format", "junit");
    expect(status).toBe(1);
    const document = parse(stdout);
    expect(all(document, "testsuites").map(attributesOf)).toEqual([
      { name: "truce test", tests: "6", failures: "2", errors: "2" },
    ]);
    expect(all(document, "testsuite").map(attributesOf)).toEqual([
      { name: "broken.conflicts.test.yaml", tests: "1", failures: "0", errors: "1" },
      { name: "good/a.conflicts.test.yaml", tests: "1", failures: "0", errors: "0" },
      { name: "rules/a.conflicts.test.yaml", tests: "3", failures: "2", errors: "0" },
      { name: "unruly.conflicts.test.yaml", tests: "1", failures: "0", errors: "1" },
    ]);
    const file = "rules/a.conflicts.test.yaml";
    expect(all(document, "testcase").slice(2, 5).map(attributesOf)).toEqual([
      {
        classname: file,
        name: 'a <b> & "c" ]]>\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} ::error::x',
        file,
        line: "2",
      },
      { classname: file, name: "case on line 6", file, line: "6" },
      { classname: file, name: "case on line 7", file, line: "7" },
    ]);
  });

  it("describes each failure, in short and in full", async () => {
    const document = parse((await test("--format", "junit")).stdout);
    const [first, second] = all(document, "failure");
    expect(first && attributesOf(first)).toEqual({
      message: "'B' is compatible with 'A', but 'conflict' is expected",
      type: "rule test",
    });
    expect(first?.textContent).toContain("\n  B never conflicts\n    rules/a.conflicts:2\n'B' is compatible");
    expect(second?.parentNode?.nodeName).toBe("testcase");
    expect(all(document, "error").map(({ textContent }) => textContent?.split("\n")[0])).toEqual([
      "a case cannot have 'comitted'",
      "its rules have errors",
    ]);
    expect(all(document, "error")[1]?.textContent).toContain("unruly.conflicts:1:3: error CF1007");
  });

  it("has a suite for the rules with --coverage", async () => {
    const document = parse((await test("good", "--coverage", "--format", "junit")).stdout);
    expect(all(document, "testsuite").map(attributesOf)[1]).toEqual({
      name: "coverage",
      tests: "3",
      failures: "2",
      errors: "0",
    });
    expect(all(document, "failure").map(({ parentNode }) => attributesOf(parentNode as Element))).toEqual([
      { classname: "coverage", name: "A conflicts B", file: "good/a.conflicts", line: "1" },
      { classname: "coverage", name: "B never conflicts", file: "good/a.conflicts", line: "2" },
    ]);
  });
});
