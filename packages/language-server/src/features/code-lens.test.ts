import { CodeLensRequest, ExecuteCommandRequest, type CodeLens } from "vscode-languageserver";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { editorWith, type ServedEditor } from "../../tests/server.ts";

const RULES =
  "/// Only once.\nPaid conflicts Paid on id\n\nSent never conflicts\nLost conflicts Paid\ngroup @Moves = Moved\n@Moves conflicts @Moves on id\n";
const CASES = `version: 1
rules: a.conflicts
cases:
  - name: the same invoice
    incoming: { type: Paid, data: { id: 1 } }
    committed: { type: Paid, data: { id: 1 } }
    expect: conflict
  - { incoming: Sent, committed: Paid, expect: compatible }
  - { incoming: Paid, committed: Paid, expect: conflict }
  - incoming: { type: Paid, data: { id: 1 } }
    committed: { type: Paid, data: { id: 2 } }
    expect: compatible
  - incoming: { type: Moved, data: { id: 1 } }
    committed: { type: Moved, data: { id: 2 } }
    expect: compatible
`;

let editor: ServedEditor;
beforeEach(async () => {
  editor = await editorWith({ "a.conflicts": RULES, "a.conflicts.test.yaml": CASES });
});
afterEach(() => editor.end());

const lenses = async (): Promise<CodeLens[]> =>
  (await editor.connection.sendRequest(CodeLensRequest.type, {
    textDocument: { uri: editor.uri("a.conflicts") },
  })) ?? [];
const titles = async (): Promise<unknown> =>
  (await lenses()).map(({ range, command }) => `${range.start.line}: ${command?.title}`);
const run = async (index: number): Promise<unknown> => {
  const command = (await lenses())[index]?.command;
  return await editor.connection.sendRequest(ExecuteCommandRequest.type, {
    command: command?.command ?? "",
    arguments: command?.arguments ?? [],
  });
};

describe("above each rule", () => {
  it("stands how many cases cover it", async () => {
    await editor.open("a.conflicts");
    expect(await titles()).toEqual([
      "1: run 3 cases",
      "3: run 1 case",
      "4: no case covers this rule",
      "6: run 1 case (none exercises this rule)",
    ]);
  });

  it("a click runs them, and says that they passed", async () => {
    await editor.open("a.conflicts");
    expect(await run(0)).toEqual({ cases: 3, failed: 0, message: "3 cases passed" });
    expect(editor.messages).toEqual(["3 cases passed"]);
  });

  it("a click runs them on what is open, and shows what fails in the test file, until it is mended", async () => {
    await editor.open("a.conflicts", RULES.replace("Paid on id", "Paid when mine.id != theirs.id"));
    const { message, failed } = (await run(0)) as { message: string; failed: number };
    expect(failed).toBe(2);
    expect(message).toMatch(/^2 of 3 cases failed: the same invoice: 'Paid' is compatible with 'Paid'/);
    await editor.until(() => editor.diagnosticsOf("a.conflicts.test.yaml")?.length === 2);
    const [shown] = editor.diagnosticsOf("a.conflicts.test.yaml") ?? [];
    expect(shown).toMatchObject({ source: "truce test", range: { start: { line: 6 } } });
    await editor.change("a.conflicts", RULES);
    expect(await run(0)).toMatchObject({ failed: 0 });
    await editor.until(() => editor.diagnosticsOf("a.conflicts.test.yaml")?.length === 0);
  });

  it("stands nothing if the project has no cases", async () => {
    await editor.end();
    editor = await editorWith({ "a.conflicts": RULES });
    await editor.open("a.conflicts");
    expect(await titles()).toEqual([]);
  });
});
