/** Whatever a document contains, every request has an answer, and the server goes on. */

import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EXAMPLES } from "../tests/examples.ts";
import { editorWith, positionIn } from "../tests/server.ts";

const TOKENS = [
  ...["A", "Paid", '"order placed"', '"open', "@G", "@", "mine.a", "theirs.", "a.b.c", "1", "😀", "\uD800"],
  ...[
    "conflicts",
    "never",
    "anything",
    "except",
    "on",
    "when",
    "and",
    "group",
    "events",
    "stream",
    "override",
  ],
  ...[
    "import",
    '"b.conflicts"',
    "language",
    "=",
    "!=",
    ",",
    "{",
    "}",
    "//",
    "///",
    "// conflicts:ignore CF3002",
    "#",
    ";",
  ],
  ...["\n", "\r\n", "\r", "\t", "  ", "\u{FEFF}", "\u2028", "‮", "\0"],
];
const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => tokens.join(" "));
const example = fc.constantFrom(...EXAMPLES.flatMap(([, files]) => Object.values(files)));
const damaged = fc
  .tuple(example, fc.nat(5000), fc.nat(200), fc.constantFrom("", ...TOKENS))
  .map(([text, at, removed, added]) => text.slice(0, at) + added + text.slice(at + removed));
const text = fc.oneof(soup, damaged, fc.string({ unit: "binary", maxLength: 200 }));

const REQUESTS = [
  ...["completion", "hover", "definition", "references", "documentHighlight", "prepareRename", "rename"],
  ...["formatting", "documentSymbol", "foldingRange", "codeAction", "semanticTokens/full", "codeLens"],
].map((name) => `textDocument/${name}`);

it(
  "every request has an answer",
  async () => {
    const editor = await editorWith({
      "truce.json": '{ "projects": [{ "root": "." }] }',
      "a.conflicts": "",
      "b.conflicts": "group @G = A, Paid\n",
      "a.conflicts.test.yaml": "version: 1\nrules: a.conflicts\ncases: []\n",
    });
    await editor.open("a.conflicts");
    await editor.open("a.conflicts.test.yaml");
    await fc.assert(
      fc.asyncProperty(text, text, fc.double({ min: 0, max: 1, noNaN: true }), async (rules, cases, at) => {
        await editor.change("a.conflicts", rules);
        await editor.change("a.conflicts.test.yaml", cases);
        const position = positionIn(rules, Math.floor(at * rules.length));
        const textDocument = { uri: editor.uri("a.conflicts") };
        const far = { line: position.line + 1000, character: 1_000_000 };
        for (const place of [position, far]) {
          for (const request of REQUESTS) {
            // A rename can be refused, with a message for the user.
            await editor.connection
              .sendRequest(request, {
                ...{ textDocument, position: place, range: { start: position, end: place } },
                ...{ newName: rules.slice(0, 20), context: { diagnostics: [], includeDeclaration: true } },
                options: { tabSize: 2, insertSpaces: true },
              })
              .catch((error: Error) =>
                expect([request, error.message]).toEqual(["textDocument/rename", expect.any(String)]),
              );
          }
        }
        await editor.connection.sendRequest("workspace/symbol", { query: rules.slice(0, 5) });
        await editor.connection.sendRequest("workspace/executeCommand", {
          command: "truce.runCases",
          arguments: [textDocument.uri, position.line],
        });
        expect(editor.errors).toEqual([]);
      }),
      runs(60),
    );
    await editor.change("a.conflicts", "A conflict A\n");
    await editor.until(
      () => editor.diagnosticsOf("a.conflicts")?.some(({ code }) => code === "CF1007") === true,
    );
    await editor.end();
  },
  TIMEOUT,
);

it("bad requests do no harm", async () => {
  const editor = await editorWith({ "a.conflicts": "A conflicts A\n" });
  const at = { position: { line: 0, character: 0 } };
  for (const uri of [
    "",
    "untitled:x",
    "file:///nowhere/x.conflicts",
    "http://x/y.conflicts",
    "file://host/%zz",
  ])
    expect(
      await editor.connection.sendRequest("textDocument/hover", { textDocument: { uri }, ...at }),
    ).toBeNull();
  for (const args of [undefined, [], [1], ["x", "y"]])
    expect(
      await editor.connection.sendRequest("workspace/executeCommand", {
        command: "truce.runCases",
        arguments: args,
      }),
    ).toBeNull();
  await editor.end();
});
