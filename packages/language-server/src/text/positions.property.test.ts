import { runs } from "@truce/test-support";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { expect, it } from "vitest";
import { editsBetween, offsetAt, placedText, rangeOf } from "./positions.ts";

const text = fc
  .array(fc.constantFrom("a", "bc", "\n", "\r\n", "\r", "\t", "🎉", "é", "\uD83C", ""), { maxLength: 30 })
  .map((parts) => parts.join(""));
const documentOf = (content: string): TextDocument => TextDocument.create("", "", 0, content);

it("positions are those of the editor's own library", () => {
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (content, start, length) => {
      const [from, to] = [Math.min(start, content.length), Math.min(start + length, content.length)];
      const range = rangeOf(placedText(content), { start: from, end: to });
      const document = documentOf(content);
      // The library counts an offset between CR and LF as the end of the line.
      const isInside = (offset: number): boolean => content.slice(offset - 1, offset + 1) === "\r\n";
      if (isInside(from) || isInside(to)) return;
      expect(range).toEqual({ start: document.positionAt(from), end: document.positionAt(to) });
      expect(offsetAt(placedText(content), range.start)).toBe(from);
    }),
    runs(500),
  );
});

it("a position that does not exist counts as the nearest one before it", () => {
  fc.assert(
    fc.property(text, fc.nat(40), fc.nat(40), (content, line, character) => {
      const offset = offsetAt(placedText(content), { line, character });
      expect(offset).toBe(documentOf(content).offsetAt({ line, character }));
    }),
    runs(500),
  );
});

it("the edit between two texts makes one the other, and cuts no character in halves", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const edits = editsBetween(placedText(before), after);
      expect(TextDocument.applyEdits(documentOf(before), [...edits])).toBe(after);
      if (before.isWellFormed() && after.isWellFormed())
        for (const { newText } of edits) expect(newText.isWellFormed()).toBe(true);
    }),
    runs(1000),
  );
});
