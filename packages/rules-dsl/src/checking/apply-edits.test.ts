import { describe, expect, it } from "vitest";
import { applyEdits } from "./apply-edits.ts";

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

describe("applying edits", () => {
  it.each([
    { what: "none", edits: [], text: "abcdef", applied: 0 },
    { what: "in any order", edits: [edit(4, 6, "X"), edit(0, 1, "YY")], text: "YYbcdX", applied: 2 },
    { what: "that touch", edits: [edit(0, 2, "X"), edit(2, 4, "")], text: "Xef", applied: 2 },
    { what: "at both ends", edits: [edit(6, 6, "!"), edit(0, 0, "?")], text: "?abcdef!", applied: 2 },
    { what: "that overlap", edits: [edit(1, 4, "X"), edit(3, 5, "Y")], text: "aXef", applied: 1 },
    { what: "that are the same", edits: [edit(1, 2, "X"), edit(1, 2, "X")], text: "aXcdef", applied: 1 },
    { what: "of two insertions", edits: [edit(1, 1, "X"), edit(1, 1, "X")], text: "aXbcdef", applied: 1 },
  ])("$what", ({ edits, text, applied }) => {
    expect(applyEdits("abcdef", edits)).toEqual({ text, applied });
  });
});
