import { describe, expect, it } from "vitest";
import { styleFor } from "../base/style.ts";
import { renderPage, titleOf } from "./diagnostic-page.ts";

const PAGE = `# CF2005: \`never\` and more

An event type **never** conflicts, *and* does: \`A never conflicts\`.

\`\`\`conflicts error CF2005
A never conflicts
# not a heading

A conflicts B
\`\`\`

## What to do

Remove one of the two.
`;

describe("the page of a diagnostic", () => {
  it("is printed without marks", () => {
    expect(renderPage(PAGE, styleFor(false))).toBe(`CF2005: never and more

An event type never conflicts, *and* does: A never conflicts.

    A never conflicts
    # not a heading

    A conflicts B

What to do

Remove one of the two.
`);
  });

  it("has colours instead of marks", () => {
    const painted = renderPage(PAGE, styleFor(true));
    expect(painted).toContain("\u{1B}[1mCF2005: never and more\u{1B}[22m\n");
    expect(painted).toContain("type \u{1B}[1mnever\u{1B}[22m conflicts");
    expect(painted).toContain("does: \u{1B}[36mA never conflicts\u{1B}[39m.");
  });

  it("has a title", () => {
    expect(titleOf(PAGE)).toBe("CF2005: never and more");
    expect(titleOf("no heading")).toBe("");
  });
});
