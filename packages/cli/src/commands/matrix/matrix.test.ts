import { stripVTControlCharacters } from "node:util";
import { projectFolder, type ProjectFolder } from "@truce/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { truce, type Run, type World } from "../../../tests/truce.ts";

let folder: ProjectFolder;

beforeAll(async () => {
  folder = await projectFolder({
    "crm.conflicts": "ValueRaised conflicts ValueRaised\nNoteAdded never conflicts\n",
    "more.conflicts": "NotePinned conflicts NotePinned on noteId\n",
    "broken/x.conflicts": "A conflict B\n",
  });
});

afterAll(() => folder.remove());

const matrix = (args: readonly string[], world: Partial<World> = {}): Promise<Run> =>
  truce(["matrix", ...args], { cwd: folder.root, ...world });

describe("truce matrix", () => {
  it("prints one table for all files together", async () => {
    const { status, stdout, stderr } = await matrix(["*.conflicts"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ +1 NoteAdded +│ · · · ·$/m);
    expect(stdout).toMatch(/^ +2 NotePinned +│ · a · ·$/m);
    expect(stdout).toMatch(/^ +3 ValueRaised +│ · · ● ·$/m);
    expect(stdout).toContain("conflicts on noteId");
  });

  it("prints a table for each category with rules and one for all other streams; as JSON only the last one", async () => {
    const stdin =
      "A never conflicts\nstream b { B never conflicts }\nstream a { A2 never conflicts }\n".replaceAll(
        /[{}]/g,
        (brace) => (brace === "{" ? "{\n" : "\n}"),
      );
    const titles = async (...args: readonly string[]): Promise<readonly string[]> =>
      (await matrix(["-", ...args], { stdin })).stdout
        .split("\n")
        .filter((line) => line.includes("Conflicts "));
    expect(await titles()).toEqual([
      expect.stringContaining("in streams of 'a'"),
      expect.stringContaining("in streams of 'b'"),
      expect.stringContaining("outside streams of 'a'"),
    ]);
    expect(await titles("--stream", "b-1")).toEqual([expect.stringContaining("in streams of 'b'")]);
    const { stdout } = await matrix(["-", "--format", "json"], { stdin });
    expect(JSON.parse(stdout)).toMatchObject({ category: null, otherCategories: ["a", "b"] });
  });

  it("prints the table of a single category, and asks for --stream if there are several", async () => {
    const stdin = (...blocks: readonly string[]): string =>
      blocks.map((name) => `stream ${name} {\n Booked conflicts Booked\n}\n`).join("");
    const one = await matrix(["-", "--format", "json"], { stdin: stdin("room") });
    expect(JSON.parse(one.stdout)).toMatchObject({ category: "room" });
    expect(one.stderr).toBe("");
    const several = await matrix(["-", "--format", "svg"], { stdin: stdin("room", "desk") });
    expect(several.stderr).toBe(
      "truce: note: all rules are for streams of 'desk', 'room', and this matrix is for all other streams: add --stream\n",
    );
    const text = await matrix(["-"], { stdin: stdin("room", "desk") });
    expect(text.stdout).not.toContain("outside streams");
  });

  it("includes declared events without rules", async () => {
    const stdin = "events Booked, Cancelled\nBooked conflicts Booked\n";
    const { stdout } = await matrix(["-", "--format", "csv"], { stdin });
    expect(stdout).toMatch(/^Cancelled,unregistered,unregistered,unregistered\r?$/m);
  });

  it("prints the types of --type in that order", async () => {
    const { stdout } = await matrix([
      "crm.conflicts",
      "--type",
      "ValueRaised",
      "--type",
      "Other",
      "--format",
      "csv",
    ]);
    expect(stdout.split("\n")[0]).toContain("ValueRaised,Other");
    expect(stdout).not.toContain("NoteAdded");
  });

  it.each([
    { format: "md", starts: "### " },
    { format: "csv", starts: "incoming" },
    { format: "json", starts: "{" },
    { format: "svg", starts: "<svg " },
  ])("prints $format", async ({ format, starts }) => {
    const { status, stdout } = await matrix(["crm.conflicts", "--format", format], { isTerminal: true });
    expect(status).toBe(0);
    expect(stdout.startsWith(starts), stdout.slice(0, 40)).toBe(true);
    expect(stdout.endsWith("\n")).toBe(true);
    expect(stdout).not.toContain("\u{1B}");
  });

  it("fits the terminal, and uses its colours", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `Type${index} conflicts Type${index}\n`).join("");
    const { stdout } = await matrix(["-"], { stdin: names, isTerminal: true, columns: 60 });
    const plain = stripVTControlCharacters(stdout);
    expect(plain).not.toBe(stdout);
    const table = plain.slice(0, plain.indexOf("conflicts\n"));
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it("uses only ASCII characters with --ascii", async () => {
    expect((await matrix(["crm.conflicts", "--ascii"])).stdout).toMatch(/^[\n -~]*$/);
  });

  it("prints no table if the rules have errors", async () => {
    const { status, stdout, stderr } = await matrix([]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("broken/x.conflicts:1:3: error CF1007");
    expect(stderr).toContain("1 error: the rules do not compile until all errors are fixed\n");
  });

  it("refuses a table that is too large to read", async () => {
    const stdin = Array.from({ length: 1001 }, (_, index) => `Type${index} never conflicts\n`).join("");
    const { status, stderr } = await matrix(["-"], { stdin });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^truce: .*name the types to show\n$/);
  });

  it("escapes control characters in JSON", async () => {
    const { stdout } = await matrix(["-", "--format", "json"], { stdin: '"a\\u009b" never conflicts\n' });
    expect(stdout).not.toContain("\u{9B}");
    expect((JSON.parse(stdout) as { readonly types: unknown }).types).toEqual(["a\u{9B}", null]);
  });
});

describe("CSV", () => {
  const stdin = 'A conflicts "\\u001b[31mred"\n';
  const csv = async (isTerminal: boolean): Promise<string> =>
    (await truce(["matrix", "-", "--format", "csv"], { cwd: folder.root, stdin, isTerminal })).stdout;

  it("keeps the names as they are in a file, but replaces control characters on a terminal", async () => {
    expect(await csv(false)).toContain("\u{1B}[31mred,A,any other type\r\n");
    expect(await csv(true)).toContain("\u{FFFD}[31mred,A,any other type\n");
    expect(await csv(true)).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});
