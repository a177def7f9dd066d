/** The stages for every input. A stage may report diagnostics, and must not fail in any other way. */

import assert from "node:assert/strict";
import {
  check,
  compile,
  DIAGNOSTICS,
  format,
  formatDiagnostics,
  hasErrors,
  parse,
  type Diagnostic,
} from "@truce/rules-dsl";
import type { WrittenProject } from "../tests/projects/write.ts";

/** One stage. It throws if its result is wrong. Its time is checked. */
export interface Stage {
  readonly name: string;
  readonly run: (input: WrittenProject) => void;
}

/** In the order in which a text goes through them. Each new stage of the language gets a line here. */
export const STAGES: readonly Stage[] = [
  { name: "parse", run: parses },
  { name: "check", run: checks },
  { name: "compile", run: compiles },
  { name: "format", run: formats },
  { name: "render", run: renders },
];

function parses({ files }: WrittenProject): void {
  for (const { file, text } of files) {
    const { tree, diagnostics } = parse(text, { file });
    assert.deepEqual(tree.span, { start: 0, end: text.length });
    assertSound(diagnostics, { files, options: {} });
  }
}

function checks(input: WrittenProject): void {
  assertSound(check(input.files, input.options), input);
}

function compiles({ files, options }: WrittenProject): void {
  const { rules, diagnostics } = compile(files, options);
  assert.equal(rules === null, hasErrors(diagnostics));
}

function formats({ files }: WrittenProject): void {
  for (const { file, text } of files) {
    const formatted = format(text, { file });
    if (formatted.text === null) assert.ok(hasErrors(formatted.diagnostics));
    else assert.equal(format(formatted.text, { file }).text, formatted.text);
  }
}

function renders({ files, options }: WrittenProject): void {
  const text = formatDiagnostics(check(files, options), [...files, ...(options.imports ?? [])]);
  assert.doesNotMatch(text, /[\0\u202E]/);
}

/** Checks that each diagnostic has a known code and a place inside its file. */
function assertSound(diagnostics: readonly Diagnostic[], { files, options }: WrittenProject): void {
  const lengths = new Map(
    [...files, ...(options.imports ?? [])].map(({ file, text }) => [file, text.length]),
  );
  for (const { code, severity, file, span, start, end, message } of diagnostics) {
    assert.equal(severity, DIAGNOSTICS[code]);
    assert.ok(message.length > 0 && !message.includes("undefined"));
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= (lengths.get(file) ?? -1));
    assert.ok(start.line < end.line || (start.line === end.line && start.column <= end.column));
  }
}
