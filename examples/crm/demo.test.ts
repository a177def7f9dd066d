/** The program as its users run it: as a process of its own, with its output in a pipe. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { run, runWith, type Finished } from "./testing/run-program.ts";

const story = `{"at":"09:00","user":"joe","client":"7","saw":0,"command":{"type":"RegisterClient","name":"Seven"}}
{"at":"09:01","user":"joe","client":"7","saw":1,"command":{"type":"UpgradeClientValue","to":100}}
{"at":"09:02","user":"harry","client":"7","saw":1,"command":{"type":"UpgradeClientValue","to":200}}
{"at":"09:03","user":"joe","client":"7","saw":2,"command":{"type":"TagClient","tag":"new"}}
`;

/** Milliseconds in which a run on PGlite is done, on a machine that has much else to do. */
const TIMEOUT = 120_000;

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "truce-crm-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of the user's own and gives its path. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("the day that comes with the demo", () => {
  let finished: Finished;
  beforeAll(async () => {
    finished = await run("demo.ts");
  }, TIMEOUT);

  it("is played, and nothing is said on standard error", () => {
    expect(finished).toMatchObject({ status: 0, stderr: "" });
  });

  it("tells the story of Joe, Harry and Maria with the rule, its line and its reason", () => {
    const rules = readFileSync(`${import.meta.dirname}/crm.conflicts`, "utf8").split("\n");
    const line = rules.findIndex((text) => text.startsWith("  @ClientValue conflicts ")) + 1;
    const told = finished.stdout.slice(0, finished.stdout.indexOf("played twice")).replaceAll(/\s+/g, " ");
    expect(told).toContain(
      "Joe, who has version 3 on the screen, raises the value to 60,000. ✓ appended as version 4",
    );
    expect(told).toContain(
      "Harry, who has version 3 on the screen, saves a meeting note. ✓ merged as version 5",
    );
    expect(told).toContain(
      "✗ refused: ClientValueUpgraded conflicts with ClientValueUpgraded, version 4, Joe's",
    );
    expect(told).toContain(`examples/crm/crm.conflicts:${line} "Two people adjusted the same value:`);
  });

  it("is printed without colours in a pipe, and fits 100 columns", () => {
    expect(finished.stdout).not.toContain("\u001B");
    expect(Math.max(...finished.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("adds up, as printed", () => {
    const [commands, ruledCommands] = numbersOf(finished.stdout, "commands");
    const [appended, ruledAppended] = numbersOf(finished.stdout, "appended: the screen was up to date");
    const [merged, ruledMerged] = numbersOf(
      finished.stdout,
      "merged: let through although it was out of date",
    );
    const [refused, ruledRefused] = numbersOf(finished.stdout, "refused: the user was interrupted");
    expect(commands).toBe(ruledCommands);
    expect(appended).toBe(commands);
    expect(merged).toBe(0);
    expect(Number(ruledAppended) + Number(ruledMerged)).toBe(ruledCommands);
    expect(ruledRefused).toBeLessThan(Number(refused));
    expect(numbersOf(finished.stdout, "acknowledged events that are not in the log")).toEqual([0, 0]);
    expect(numbersOf(finished.stdout, "events in the log")).toEqual([commands, commands]);
    expect(numbersOf(finished.stdout, "violations, of all appends")).toEqual([0, commands, 0, commands]);
  });
});

describe("a day and rules of one's own", () => {
  it("are played", async () => {
    const day = file("own.jsonl", story);
    const rules = file(
      "own.conflicts",
      "/// Ours.\nClientValueUpgraded conflicts ClientValueUpgraded\nClientTagged never conflicts\n",
    );
    const { status, stdout, stderr } = await run("demo.ts", "--memory", day, rules, "--seed", "7");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain(`${rules}:2`);
    expect(stdout).toContain('"Ours."');
    expect(stdout).toContain("4 commands by 2 concurrent users");
  });

  it("shows what rules that are too generous let through", async () => {
    const rules = file(
      "generous.conflicts",
      "ClientValueUpgraded never conflicts\nClientTagged never conflicts\n",
    );
    const { status, stdout } = await run("demo.ts", "--memory", file("generous.jsonl", story), rules);
    expect(status).toBe(0);
    expect(stdout).toContain("Nobody was refused all day");
    expect(stdout).toContain("1 change replaced something that the user had never seen");
  });

  it("says which names in the rules are no events of the CRM", async () => {
    const rules = file("misspelt.conflicts", "MeetingNoteAddd never conflicts\n");
    const { status, stderr } = await run("demo.ts", "--memory", file("misspelt.jsonl", story), rules);
    expect(status).toBe(1);
    expect(stderr).toContain("unknown event 'MeetingNoteAddd'; did you mean 'MeetingNoteAdded'?");
  });
});

describe("files with mistakes: nothing is played, status 1", () => {
  const secondLine = (line: string): string => `${story.split("\n")[0] ?? ""}\n${line}\n`;
  const tag = (fields: string): string => secondLine(`{"at":"09:01","user":"joe","client":"7",${fields}}`);
  const mistakes: readonly [string, string | Uint8Array, string, string][] = [
    ["a half-written line", secondLine('{"at":"09:01","us'), ":2:15: error:", "never closed"],
    ["a line that is no object", secondLine("7"), ":2: error:", "must be a JSON object"],
    [
      "a wrong type",
      tag('"saw":"1","command":{"type":"TagClient","tag":"x"}'),
      ":2: error:",
      "field 'saw' must be a whole number",
    ],
    [
      "an unknown command",
      tag('"saw":1,"command":{"type":"TagCleint","tag":"x"}'),
      ":2: error:",
      "did you mean 'TagClient'?",
    ],
    [
      "a missing field",
      tag('"saw":1,"command":{"type":"TagClient"}'),
      ":2: error:",
      "field 'command.tag' is missing",
    ],
    [
      "a misspelt field",
      tag('"sow":1,"command":{"type":"TagClient","tag":"x"}'),
      ":2: error:",
      "did you mean 'saw'?",
    ],
    [
      "a version out of reach",
      tag('"saw":2,"command":{"type":"TagClient","tag":"x"}'),
      ":2: error:",
      "nobody can have seen version 2",
    ],
    [
      "a client that is not there",
      tag('"saw":0,"command":{"type":"TagClient","tag":"x"}'),
      ":2: error:",
      "not registered",
    ],
    ["a client registered twice", story + (story.split("\n")[0] ?? ""), ":5: error:", "already registered"],
    [
      "Latin-1",
      new Uint8Array([...new TextEncoder().encode(story), 0x22, 0xe9, 0x22]),
      ":5:2: error:",
      "save the file as UTF-8",
    ],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x7b, 0x00]), ":1:1: error:", "UTF-16"],
    ["nothing", "", ":1: error:", "the file is empty"],
    ["only blank lines", "\n \n", ":1: error:", "the file is empty"],
    [
      "more than a day",
      story.split("\n")[0]?.concat("\n").repeat(1_001) ?? "",
      ":1001: error:",
      "more than 1000 commands",
    ],
  ];

  it.each(mistakes)("%s", async (name, content, place, message) => {
    const path = file(`${name.replaceAll(" ", "-")}.jsonl`, content);
    const { status, stdout, stderr } = await run("demo.ts", path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`${path}${place}`);
    expect(stderr).toContain(message);
    expect(stderr).toContain("nothing was played");
  });

  it("broken rules, with the line and a caret", async () => {
    const path = file(
      "broken.conflicts",
      "MeetingNoteAdded never conflicts\nNotePinned conflict NotePinned\n",
    );
    const { status, stdout, stderr } = await run("demo.ts", path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`${path}:2:12: error CF1007`);
    expect(stderr).toMatch(/2 \| NotePinned conflict NotePinned\n +\| {12}\^{8}/);
  });

  it("rules that are not UTF-8", async () => {
    const path = file("latin.conflicts", new Uint8Array([0x2f, 0x2f, 0xe9]));
    const { status, stdout, stderr } = await run("demo.ts", path);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("not UTF-8");
  });
});

describe("misuse: status 2", () => {
  it.each([
    ["a missing file", ["nowhere.jsonl"], "there is no file 'nowhere.jsonl'"],
    ["another kind of file", ["package.json"], "neither a day nor rules"],
    ["an unknown option", ["--frobnicate"], "there is no option '--frobnicate'"],
    ["a seed that is no number", ["--seed", "soon"], "--seed must be followed by a whole number"],
    ["no seed at all", ["--seed"], "but there is none"],
    ["two days", ["a.jsonl", "b.jsonl"], "only one .jsonl"],
    ["two storages", ["--memory", "--directory", "x"], "--directory and --memory are different storages"],
    ["no directory", ["--directory"], "--directory must be followed by a path"],
    ["an option for a directory", ["--directory", "--memory"], "--directory must be followed by a path"],
    ["a schema on no server", ["--schema", "x"], "--schema is for a server"],
  ])("%s", async (_, args, message) => {
    const { status, stdout, stderr } = await run("demo.ts", ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("--help");
  });

  it("a directory", async () => {
    const path = join(folder, "directory.jsonl");
    mkdirSync(path);
    const { status, stdout, stderr } = await run("demo.ts", path);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("is a directory");
  });
});

describe("a directory of one's own", { timeout: TIMEOUT }, () => {
  it("is gone on from where it was", async () => {
    const [day, data] = [file("kept.jsonl", story), join(folder, "data")];
    const first = await run("demo.ts", day, "--directory", data);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout).toContain("Nothing was found there: this was the first day.");
    const second = await run("demo.ts", day, "--directory", data);
    expect(second).toMatchObject({ status: 0, stderr: "" });
    expectNextDay(second.stdout);
  });

  it("that holds something else is left alone", async () => {
    const before = readdirSync(folder);
    const { status, stdout, stderr } = await run("demo.ts", "--directory", folder);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("is not empty, and no database");
    expect(readdirSync(folder)).toEqual(before);
  });

  it("that somebody has open is refused", async () => {
    const path = join(folder, "busy");
    writeFileSync(`${path}.truce-lock`, JSON.stringify({ pid: process.pid, host: hostname(), token: "x" }));
    const { status, stderr } = await run("demo.ts", "--directory", path);
    expect(status).toBe(2);
    expect(stderr).toContain(`is in use by process ${process.pid}`);
  });

  it("that is a file is refused", async () => {
    const { status, stderr } = await run("demo.ts", "--directory", file("some-file", ""));
    expect(status).toBe(2);
    expect(stderr).toContain("is not a directory");
  });
});

describe("a server that is of no use: status 2, and no password is shown", () => {
  it.each([
    [
      "nobody is there",
      "postgres://joe:secret@localhost:1/crm",
      "cannot connect to PostgreSQL at localhost:1, database 'crm'",
    ],
    ["another protocol", "mysql://joe:secret@localhost/crm", "must begin with postgres://"],
    ["no address", "secret", "must begin with postgres://"],
  ])("%s", async (_, url, message) => {
    const { status, stdout, stderr } = await runWith({ DATABASE_URL: url }, "demo.ts");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("secret");
  });
});

it("explains itself", async () => {
  const { status, stdout } = await run("demo.ts", "--help");
  expect(status).toBe(0);
  expect(stdout).toContain("usage: npm run demo");
});

/** The second run of `story` on the same storage. */
function expectNextDay(text: string): void {
  expect(text.replaceAll(/\s+/g, " ")).toContain(
    "Found there: 4 events of earlier runs without rules, 4 with them. This was the next day",
  );
  expect(text).toContain("Joe, who has version 4 on the screen");
  expect(numbersOf(text, "commands")).toEqual([3, 3]);
  expect(numbersOf(text, "events in the log")).toEqual([7, 7]);
  expect(numbersOf(text, "of these from earlier runs")).toEqual([4, 4]);
  expect(numbersOf(text, "events of earlier runs that are gone or changed")).toEqual([0, 0]);
  expect(numbersOf(text, "violations, of all appends")).toEqual([0, 7, 0, 7]);
}

/** The numbers of a printed row, in order. */
function numbersOf(text: string, label: string): readonly number[] {
  const row = text.split("\n").find((line) => line.trimStart().startsWith(`${label}  `)) ?? "";
  return [...row.slice(row.indexOf(label) + label.length).matchAll(/[\d,]+/g)].map(([found]) =>
    Number(found.replaceAll(",", "")),
  );
}
