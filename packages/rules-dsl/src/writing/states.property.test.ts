import { runs } from "@truce/test-support";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { inAnotherLayout, layoutDecisions } from "../../tests/layouts.ts";
import { wholeProgram } from "../../tests/whole-programs.ts";
import { cursorAt } from "./cursor.ts";
import { keywordsIn, stateAfter, takesFields, takesNames, type State } from "./states.ts";
import { wordsOf, writtenStatements, type Word } from "./words.ts";

/** Whether the table of states lets a word stand in a state. */
function canStand(word: Word, state: State): boolean {
  if (word.kind === "keyword") return keywordsIn(state).includes(word.text);
  if (word.kind === "group") return state === "group-name" || takesNames(state);
  if (word.kind === "name" && takesFields(state)) return true;
  return stateAfter(state, word) !== state || word.text === "}";
}

/** The language allows a comma after the last name. The table does not: while a list is written, a name follows a comma. */
function endsAListWithAComma(text: string): boolean {
  return writtenStatements(wordsOf(text)).some(({ words }) =>
    words.some(({ text: mark }, index) => {
      const next = words[index + 1]?.kind;
      return mark === "," && next !== "name" && next !== "quoted" && next !== "group";
    }),
  );
}
const program = wholeProgram.filter((text) => !endsAListWithAComma(text));

function expectAllStand(text: string): void {
  for (const { words } of writtenStatements(wordsOf(text))) {
    let state: State = "statement";
    for (const word of words) {
      expect(canStand(word, state), `${word.text} as ${state}, in:\n${text}`).toBe(true);
      state = stateAfter(state, word);
    }
  }
}

describe("the table of states agrees with the grammar", () => {
  it("lets every word of a program stand where it stands, in any layout", () => {
    fc.assert(
      fc.property(program, layoutDecisions, (text, choices) => {
        expectAllStand(text);
        expectAllStand(inAnotherLayout(text, choices[Symbol.iterator](), { addsComments: true }));
      }),
      runs(300),
    );
  });

  it("finds the same state at a cursor as in the whole text", () => {
    fc.assert(
      fc.property(program, (text) => {
        for (const { words, depth } of writtenStatements(wordsOf(text))) {
          let state: State = "statement";
          for (const word of words) {
            const cursor = cursorAt(text, word.start);
            if (word.kind !== "mark") expect(cursor).toMatchObject({ state, depth });
            state = stateAfter(state, word);
          }
        }
      }),
      runs(300),
    );
  });
});
