/** `truce matrix`: prints what conflicts with what, as a table. */

import { Option } from "@commander-js/extra-typings";
import { categoryOf, type ConflictRules } from "@truce/core";
import { typesIn } from "@truce/core/rules";
import {
  matrixOf,
  renderMatrixCsv,
  renderMatrixJson,
  renderMatrixMarkdown,
  renderMatrixSvg,
  renderMatrixText,
  type Matrix,
} from "@truce/rules-analysis";
import { examples, type DefineCommand } from "../../base/command.ts";
import type { Context } from "../../base/context.ts";
import { CLEAN, FINDINGS } from "../../base/exit-status.ts";
import { terminalSafe } from "../../output/json-text.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { quoted } from "../../output/words.ts";
import { printable, printableLines } from "../../base/printable.ts";
import { projectFor } from "../../projects/projects-for.ts";
import { readRules } from "../../projects/read-rules.ts";

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
  // In a file, names stay as they are, because a spreadsheet may look them up.
  csv: (matrix: Matrix, { io }: Context) =>
    io.stdout.isTerminal ? printableLines(renderMatrixCsv(matrix)) : renderMatrixCsv(matrix),
  json: (matrix: Matrix) => terminalSafe(renderMatrixJson(matrix)),
  svg: renderMatrixSvg,
} as const;

const FORMATS = Object.keys(RENDERERS) as readonly (keyof typeof RENDERERS)[];

export const matrix: DefineCommand = (command, context, { exitWith }) => {
  command
    .description("Print which events conflict: incoming events in rows, committed events in columns.")
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input; or a module that exports rules (default: every .conflicts file)",
    )
    .option(
      "--stream <stream>",
      "only the matrix for this stream: an id or a category (default for text and md: one matrix for each category with " +
        "rules, and one for all other streams; for the other formats: only one of them)",
    )
    .option("--type <event>", "show only this event type; can be repeated", collect)
    .addOption(new Option("--format <format>", "output format").choices(FORMATS).default("text" as const))
    .option("--ascii", "use only ASCII characters in text output")
    .addHelpText("after", examples(EXAMPLES))
    .action(
      exitWith(async (patterns, { stream, type, format, ascii = false }) => {
        const read = await readRules(await projectFor(context, patterns), patterns);
        if (read === null) return FINDINGS;
        const { rules, events } = read;
        // Declared events without rules are shown too, because they conflict with everything.
        const types = type ?? [...new Set([...typesIn(rules), ...events])].toSorted();
        const categories = stream === undefined ? categoriesOf(rules, format, context) : [categoryOf(stream)];
        const matrices = categories.map((category) => matrixOf(rules, { category, types }));
        context.io.stdout.write(matrices.map((one) => RENDERERS[format](one, context, ascii)).join("\n"));
        return CLEAN;
      }),
    );
};

/**
 * The categories to show. Null stands for all other streams.
 *
 * Text and Markdown show every category with rules, and all other streams if any rule counts there. The other formats show
 * only one, because a program reads one matrix at a time.
 */
function categoriesOf(
  rules: ConflictRules,
  format: keyof typeof RENDERERS,
  { io }: Context,
): readonly (string | null)[] {
  const { otherCategories } = matrixOf(rules, { category: null, types: [] });
  const hasOthers =
    otherCategories.length === 0 || rules.registrations.some(({ category }) => category === null);
  const all = [...otherCategories, ...(hasOthers ? [null] : [])];
  if (format === "text" || format === "md" || all.length === 1) return all;
  if (!hasOthers) {
    const note = `all rules are for streams of ${quoted(otherCategories)}, and this matrix is for all other streams: add --stream`;
    io.stderr.write(`truce: note: ${printable(note)}\n`);
  }
  return [null];
}

function collect(event: string, events: readonly string[] = []): readonly string[] {
  return [...events, event];
}
