/** The functions that are measured: those of the language, and the yardstick. */

import { generateModule } from "@truce/rules-analysis";
import { check, compile, format, parse, type SourceFile } from "@truce/rules-dsl";

import { plainCstParser } from "./plain-cst-parser.ts";

/** Returns the result, so that its memory can be measured. */
export type Step = (files: readonly SourceFile[]) => unknown;

export const YARDSTICK = "plain CST";

/** By name. The first call also builds the lexer and the parser. */
export const STEPS: Readonly<Record<string, Step>> = {
  [YARDSTICK]: (files) => files.map(({ text }) => (plain ??= plainCstParser()).parse(text)),
  parse: (files) => files.map(({ file, text }) => parse(text, { file }).tree),
  check: (files) => check(files),
  compile: (files) => rulesOf(files),
  format: (files) => files.map(({ file, text }) => format(text, { file }).text),
  build: (files) => generateModule(rulesOf(files)),
};

let plain: ReturnType<typeof plainCstParser> | undefined;

function rulesOf(files: readonly SourceFile[]): NonNullable<ReturnType<typeof compile>["rules"]> {
  const { rules, diagnostics } = compile(files);
  // Making diagnostics would take additional time.
  if (rules === null || diagnostics.length > 0) throw new Error(`the project has ${diagnostics[0]?.message}`);
  return rules;
}
