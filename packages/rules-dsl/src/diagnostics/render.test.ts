import { describe, expect, test } from "vitest";
import { check } from "../checking/checker.ts";
import { formatDiagnostics, renderDiagnostic } from "./render.ts";

function rendered(text: string): string {
  const files = [{ file: "crm.conflicts", text }];
  return formatDiagnostics(check(files), files);
}

describe("diagnostics as text", () => {
  test("show the line, a caret and the suggestion", () => {
    expect(rendered("MeetingNoteAdded never conflicts\nanything conflicts ClientArchived\n")).toBe(
      `crm.conflicts:2:1: error CF2010: 'MeetingNoteAdded' never conflicts (line 1) but this rule makes it conflict with 'ClientArchived'
  2 | anything conflicts ClientArchived
    | ^^^^^^^^
  help: exclude the type: anything except MeetingNoteAdded conflicts ClientArchived
`,
    );
  });

  test("the caret is in the right column after wide and combining characters", () => {
    expect(rendered("注文é conflict A\n").split("\n").slice(1, 3)).toEqual([
      "  1 | 注文é conflict A",
      "    |       ^^^^^^^^",
    ]);
  });

  test("a long line is shortened to the part around the caret", () => {
    const [, line, caret] = rendered(`A conflicts ${"B, ".repeat(500)}C D, ${"E, ".repeat(500)}F`).split(
      "\n",
    );
    expect(line?.length).toBeLessThan(150);
    expect(line?.[caret?.indexOf("^") ?? 0]).toBe("D");
  });

  test("control characters never reach the terminal", () => {
    const text = 'A conflicts "\u001B[31m"\n';
    const diagnostics = check([{ file: "\u001B.conflicts", text }]);
    expect(diagnostics).toHaveLength(1);
    for (const diagnostic of diagnostics) {
      expect(renderDiagnostic(diagnostic, { file: "\u001B.conflicts", text })).not.toContain("\u001B");
    }
  });

  test("without the file's text, a diagnostic is shown without its line", () => {
    const diagnostics = check([{ file: "a.conflicts", text: "A conflict B" }]);
    expect(formatDiagnostics(diagnostics, [])).toBe(
      "a.conflicts:1:3: error CF1007: found 'conflict' (did you mean 'conflicts'?)\n",
    );
  });

  test("markup changes nothing but the markup", () => {
    const files = [
      { file: "a.conflicts", text: "A conflicts B, B\nA conflict B\nC never conflicts\nC conflicts B\n" },
    ];
    const diagnostics = check(files);
    const markup = (name: string) => (text: string) => `<${name}>${text}</>`;
    const style = {
      strong: markup("b"),
      dim: markup("dim"),
      conflict: markup("red"),
      depends: markup("yellow"),
    };
    const marked = formatDiagnostics(diagnostics, files, { style });
    expect(marked.replaceAll(/<\/?[a-z]*>/g, "")).toBe(formatDiagnostics(diagnostics, files));
    expect(marked).toContain("<b>a.conflicts:2:3</>: <red>error</> <b>CF1007</>: found 'conflict'");
    expect(marked).toContain("<dim>  2 | </>A conflict B\n<dim>    | </>  <red>^^^^^^^^</>\n");
    expect(marked).toContain("<dim>    | </>               <yellow>^</>\n");
    expect(marked).toContain("\n  <b>help:</> remove one of the two\n");
  });
});
