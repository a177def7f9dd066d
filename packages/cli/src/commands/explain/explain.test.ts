import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../../tests/truce.ts";

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "crm.conflicts": [
      "/// Two people pinned the same note.",
      "Pinned conflicts Pinned on noteId",
      "Merged conflicts anything except Pinned",
      "stream client {",
      "  override Merged never conflicts",
      "}",
      "",
    ].join("\n"),
  });
});

afterAll(() => folder.remove());

const explain = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["explain", ...args], { cwd: folder.root, ...world });

describe("truce explain", () => {
  it("shows the rule, its place and its reason", async () => {
    const { status, stdout, stderr } = await explain(["Pinned", "Pinned"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("depends on their payloads");
    expect(stdout).toContain("Pinned conflicts Pinned on noteId\n");
    expect(stdout).toContain("crm.conflicts:2\n");
    expect(stdout).toContain("Two people pinned the same note.");
  });

  it("judges the incoming event against the committed one, and not the other way round", async () => {
    expect((await explain(["Merged", "Other"])).stdout).toMatch(
      /^An incoming Merged conflicts with a committed Other outside streams of 'client'\./,
    );
    expect((await explain(["Merged", "Pinned"])).stdout).toMatch(/^An incoming Merged never conflicts /);
    expect((await explain(["Pinned", "Merged"])).stdout).toMatch(/^An incoming Pinned never conflicts /);
  });

  it("asks for the stream if the incoming type has rules only inside a block", async () => {
    const stdin = (...blocks: readonly string[]): string =>
      blocks.map((name) => `stream ${name} {\n Booked conflicts Booked\n}\n`).join("");
    const noteOf = async (text: string, ...args: readonly string[]): Promise<string> =>
      (await explain(["Booked", "Booked", "-", ...args], { stdin: text })).stderr;
    expect(await noteOf(stdin("room"))).toBe(
      "truce: note: 'Booked' has rules only for streams of 'room': add --stream room\n",
    );
    expect(await noteOf(stdin("room", "desk"))).toBe(
      "truce: note: 'Booked' has rules only for streams of 'desk', 'room': add --stream with one of them\n",
    );
    expect(await noteOf(stdin("room"), "--stream", "room")).toBe("");
    expect(await noteOf(`Booked never conflicts\n`)).toBe("");
  });

  it("uses the payloads", async () => {
    const payloads = (theirs: string): readonly string[] => ["--mine", '{"noteId": 7}', "--theirs", theirs];
    expect((await explain(["Pinned", "Pinned", ...payloads('{"noteId": 7}')])).stdout).toMatch(
      /^An incoming Pinned conflicts /,
    );
    expect((await explain(["Pinned", "Pinned", ...payloads('{"noteId": 8}')])).stdout).toContain(
      "given these payloads",
    );
    expect((await explain(["Pinned", "Pinned", ...payloads("null")])).stdout).toContain("in doubt");
  });

  it.each(["client", "client-42"])("uses the stream, as a category or an id: %s", async (stream) => {
    const { stdout } = await explain(["Merged", "Other", "--stream", stream]);
    expect(stdout).toMatch(
      /^An incoming Merged never conflicts with a committed Other in streams of 'client'\./,
    );
  });

  it("reports event types that no rule names", async () => {
    const { status, stdout, stderr } = await explain(["Pined", "Elsewhere"]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr:
        "truce: note: no rule names 'Pined'; did you mean 'Pinned'?\ntruce: note: no rule names 'Elsewhere'\n",
    });
    expect(stdout).toContain("it has no rule, so it conflicts with everything");
  });

  it("prints JSON", async () => {
    const json = JSON.parse((await explain(["Merged", "Other", "--format", "json"])).stdout) as object;
    expect(json).toMatchObject({ version: 1, verdict: "conflict" });
  });

  it("replaces control characters in the names of events", async () => {
    const name = "\u{1B}[2J\n‮";
    const { stdout, stderr } = await explain([name, name]);
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    const { stdout: json } = await explain([name, name, "--format", "json"]);
    expect(json).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });

  it.each([
    { args: ["A"], says: "missing required argument 'committed'" },
    { args: ["A", "B", "--mine", "{"], says: "--mine is not JSON: " },
    { args: ["A", "B", "--theirs", "x"], says: "--theirs is not JSON: " },
    { args: ["A", "B", "nowhere"], says: "'nowhere' does not exist" },
  ])("truce explain $args exits with 2", async ({ args, says }) => {
    const { status, stdout, stderr } = await explain(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  it("explains nothing if the rules have errors", async () => {
    const { status, stdout, stderr } = await explain(["A", "B", "-"], { stdin: "A conflict B\n" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("<stdin>:1:3: error CF1007");
  });
});
