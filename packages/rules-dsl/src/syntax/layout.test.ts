import { describe, expect, test } from "vitest";
import { layOut } from "./layout.ts";
import { tokenize } from "./tokens.ts";

/** The statements of a text, the tokens of each with single spaces between them. */
function statementsOf(text: string): readonly string[] {
  return layOut(tokenize(text).tokens).statements.map(({ tokens }) =>
    tokens.map(({ image }) => image).join(" "),
  );
}

describe("where statements begin", () => {
  test.each([
    ["a line each", "A conflicts B\nC conflicts D", ["A conflicts B", "C conflicts D"]],
    ["a list over several lines", "A conflicts\n  B,\n  C", ["A conflicts B , C"]],
    ["commas at the beginning", "A conflicts B\n  , C", ["A conflicts B , C"]],
    ["comments and empty lines between", "A conflicts B, // b\n\n // c\n  C", ["A conflicts B , C"]],
    [
      "a list that ends with a comma",
      "A conflicts\n  B,\nC conflicts D",
      ["A conflicts B ,", "C conflicts D"],
    ],
    [
      "... before a rule over three lines",
      "A conflicts B,\nC\nconflicts D",
      ["A conflicts B ,", "C conflicts D"],
    ],
    [
      "... before a rule over several lines with a doc comment inside",
      "A conflicts B,\nC\n///\n/// d\nconflicts D",
      ["A conflicts B ,", "C conflicts D"],
    ],
    [
      "... before a barrier",
      "A conflicts B,\nanything conflicts C",
      ["A conflicts B ,", "anything conflicts C"],
    ],
    ["... before what has an '='", "A conflicts B,\n@G = D", ["A conflicts B ,", "@G = D"]],
    ["... before a misspelt verb", "A conflicts B,\nC conflict D", ["A conflicts B ,", "C conflict D"]],
    ["a list of events", "events A,\n  B\nA never conflicts", ["events A , B", "A never conflicts"]],
    ["a group", "group @G\n = A,\n B", ["group @G = A , B"]],
    ["a verb of its own line", "A\n  never\n  conflicts", ["A never conflicts"]],
    ["a condition", "A conflicts B\n  on a\n  and b", ["A conflicts B on a and b"]],
    ["a comparison", "A conflicts B when mine.a\n = theirs.b", ["A conflicts B when mine.a = theirs.b"]],
    ["an exception", "A conflicts anything\n  except B", ["A conflicts anything except B"]],
    [
      "a subject with exceptions",
      "anything except A,\n  B conflicts C",
      ["anything except A , B conflicts C"],
    ],
    ["a block", "stream a {\n A conflicts B\n}", ["stream a {", "A conflicts B", "}"]],
    ["a block on one line", "stream a { A conflicts B }", ["stream a {", "A conflicts B", "}"]],
    // Mistakes end with their line.
    ["no target", "A conflicts\nB conflicts C", ["A conflicts", "B conflicts C"]],
    ["no subject", "A conflicts B\nconflicts C", ["A conflicts B", "conflicts C"]],
    ["no verb", "A\nB conflicts C", ["A", "B conflicts C"]],
    ["an open condition", "A conflicts B on\nC conflicts D", ["A conflicts B on", "C conflicts D"]],
    ["a second condition", "A conflicts B on a\non b", ["A conflicts B on a", "on b"]],
    ["a list after never conflicts", "A never conflicts B,\n  C", ["A never conflicts B , C"]],
    ["after never conflicts", "A never conflicts\nB", ["A never conflicts", "B"]],
  ])("%s", (_, text, statements) => {
    expect(statementsOf(text)).toEqual(statements);
    expect(statementsOf(text.replaceAll("\n", "\r\n"))).toEqual(statements);
  });

  test("doc comments belong to the statement that follows", () => {
    const { statements, misplacedDocs } = layOut(
      tokenize("/// one\n/// two\n\nA conflicts B, /// behind\n/// inside\nC\n/// last").tokens,
    );
    expect(statements.map(({ docs }) => docs.map(({ image }) => image))).toEqual([["/// one", "/// two"]]);
    expect(misplacedDocs.map((docs) => docs.map(({ image }) => image))).toEqual([
      ["/// behind"],
      ["/// inside"],
      ["/// last"],
    ]);
  });
});
