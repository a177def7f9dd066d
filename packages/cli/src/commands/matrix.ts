/** `truce matrix`: what conflicts with what, as a table. */

import { Option } from "@commander-js/extra-typings";
import { categoryOf, type ConflictRules } from "@truce/core";
import {
  matrixOf,
  renderMatrixCsv,
  renderMatrixJson,
  renderMatrixMarkdown,
  renderMatrixSvg,
  renderMatrixText,
  type Matrix,
} from "@truce/rules-dsl";
import type { Context, DefineCommand } from "../context.ts";
import { examples } from "../help.ts";
import { compileProject } from "../project/compile-project.ts";
import { printableLines } from "../printable.ts";
import { readProject } from "../project/read-project.ts";
import { terminalSafe } from "../report/json-text.ts";
import { projectFor } from "../projects/projects-for.ts";
import { textStyleOf } from "../report/text-style.ts";

const EXAMPLES = [
  "truce matrix",
  "truce matrix rules/crm.conflicts --stream client",
  "truce matrix --type NotePinned --type SlotBooked",
  "truce matrix --format svg > matrix.svg",
];

const RENDERERS = {
  text: (matrix: Matrix, { io, style }: Context, ascii: boolean) =>
    renderMatrixText(matrix, {
      ascii,
      style: textStyleOf(style),
      ...(io.stdout.columns !== null && { width: io.stdout.columns }),
    }),
  md: renderMatrixMarkdown,
  // Names go into a file as they are: a spreadsheet that sorts or looks them up needs them so.
  csv: (matrix: Matrix, { io }: Context) =>
    io.stdout.isTerminal ? printableLines(renderMatrixCsv(matrix)) : renderMatrixCsv(matrix),
  json: (matrix: Matrix) => terminalSafe(renderMatrixJson(matrix)),
  svg: renderMatrixSvg,
} as const;

const FORMATS = ["text", "md", "csv", "json", "svg"] as const satisfies readonly (keyof typeof RENDERERS)[];

export const matrix: DefineCommand = (command, context) => {
  command
    .description("Print which events conflict: incoming events in rows, committed events in columns.")
    .argument(
      "[files...]",
      "files, folders or patterns, '-' for standard input (default: every .conflicts file)",
    )
    .option(
      "--stream <stream>",
      "only the matrix for this stream: an id or a category (default for text and md: one matrix for each category with " +
        "rules and one for all other streams; for the other formats: only the latter)",
    )
    .option("--type <event>", "show only this event type; can be repeated", collect)
    .addOption(new Option("--format <format>", "output format").choices(FORMATS).default("text" as const))
    .option("--ascii", "use only ASCII characters in text output")
    .addHelpText("after", examples(EXAMPLES))
    .action(async (patterns, { stream, type, format, ascii = false }) => {
      const project = await projectFor(context, patterns);
      const rules = compileProject(context, await readProject(project.context, patterns, {}));
      if (rules === null) return;
      const categories = stream === undefined ? categoriesOf(rules, format) : [categoryOf(stream)];
      const matrices = categories.map((category) =>
        matrixOf(rules, { category, ...(type !== undefined && { types: type }) }),
      );
      context.io.stdout.write(matrices.map((one) => RENDERERS[format](one, context, ascii)).join("\n"));
    });
};

/** Every category that has a matrix of its own, and null for all others; programs read one matrix at a time. */
function categoriesOf(rules: ConflictRules, format: keyof typeof RENDERERS): readonly (string | null)[] {
  const isForPeople = format === "text" || format === "md";
  return isForPeople ? [...matrixOf(rules, { category: null }).otherCategories, null] : [null];
}

function collect(event: string, events: readonly string[] = []): readonly string[] {
  return [...events, event];
}
