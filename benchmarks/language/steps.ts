/** What is done with a project: the yardstick, and each function of the language. */

import { generateModule } from "@truce/rules-analysis";
import { check, compile, format, parse, type SourceFile } from "@truce/rules-dsl";

import { plainCstParser } from "./plain-cst-parser.ts";

/** Does something with a project. What comes out is what there is to hold on to. */
export type Step = (files: readonly SourceFile[]) => unknown;

export const YARDSTICK = "plain CST";

/** Each is ready to be called: lexers and parsers are built once, by the first call. */
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
  // A diagnostic would be something else to measure.
  if (rules === null || diagnostics.length > 0) throw new Error(`the project has ${diagnostics[0]?.message}`);
  return rules;
}
