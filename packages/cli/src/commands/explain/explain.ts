/** `truce explain`: explains why two events conflict or do not. */

import { Option } from "@commander-js/extra-typings";
import { categoryOf, type ConflictRules, type JsonValue } from "@truce/core";
import { typesIn } from "@truce/core/rules";
import {
  explain as explainPair,
  renderExplanationJson,
  renderExplanationText,
  missingStream,
  type MissingStream,
} from "@truce/rules-analysis";
import { nearest } from "@truce/rules-dsl";
import { examples, type DefineCommand } from "../../base/command.ts";
import { CLEAN, FINDINGS } from "../../base/exit-status.ts";
import { MisuseError } from "../../base/failure.ts";
import { terminalSafe } from "../../output/json-text.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { printable } from "../../base/printable.ts";
import { projectFor } from "../../projects/projects-for.ts";
import { readRules } from "../../projects/read-rules.ts";

const EXAMPLES = [
  "truce explain NotePinned NotePinned",
  "truce explain ClientTagged ClientMerged --stream client",
  `truce explain NotePinned NotePinned --mine '{"noteId": 7}' --theirs '{"noteId": 8}'`,
];

export const explain: DefineCommand = (command, context, { exitWith }) => {
  const { io, style } = context;
  command
    .description(
      "Explain why an incoming event conflicts with a committed one or does not: the rules that decide, and their lines.",
    )
    .argument("<incoming>", "the type of the incoming event")
    .argument("<committed>", "the type of the committed event")
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input; or a module that exports rules (default: every .conflicts file)",
    )
    .option("--stream <stream>", "the stream of both events: an id or a category")
    .option("--mine <json>", "the payload of the incoming event")
    .option("--theirs <json>", "the payload of the committed event")
    .addOption(
      new Option("--format <format>", "output format")
        .choices(["text", "json"] as const)
        .default("text" as const),
    )
    .addHelpText("after", examples(EXAMPLES))
    .action(
      exitWith(async (incoming, committed, patterns, { stream, mine, theirs, format }) => {
        const events = [
          { type: incoming, ...payloadFrom(mine, "--mine") },
          { type: committed, ...payloadFrom(theirs, "--theirs") },
        ] as const;
        const project = await projectFor(context, patterns);
        const read = await readRules({ context: project.context, rules: project.rules }, patterns);
        if (read === null) return FINDINGS;
        const { rules } = read;
        const explanation = explainPair(rules, ...events, {
          category: stream === undefined ? null : categoryOf(stream),
        });
        const notes = [
          ...notesOnTypes(rules, [incoming, committed]),
          ...(stream === undefined ? notesOnStream(missingStream(explanation)) : []),
        ];
        for (const note of notes) io.stderr.write(`truce: note: ${printable(note)}\n`);
        io.stdout.write(
          format === "json"
            ? terminalSafe(renderExplanationJson(explanation))
            : renderExplanationText(explanation, { style: textStyleOf(style) }),
        );
        return CLEAN;
      }),
    );
};

/** The payload in an option, as a part of an event. Without the option, the event has no payload. */
function payloadFrom(json: string | undefined, option: string): { readonly data?: JsonValue } {
  if (json === undefined) return {};
  try {
    return { data: JSON.parse(json) as JsonValue };
  } catch (error) {
    throw new MisuseError(`${option} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Event types that no rule names are probably misspelt. */
function notesOnTypes(rules: ConflictRules, types: readonly string[]): readonly string[] {
  const known = typesIn(rules);
  return [...new Set(types)]
    .filter((type) => !known.includes(type))
    .map((type) => {
      const meant = nearest(type, known);
      return `no rule names '${type}'${meant === undefined ? "" : `; did you mean '${meant}'?`}`;
    });
}

function notesOnStream(missing: MissingStream | null): readonly string[] {
  if (missing === null) return [];
  const [first, ...others] = missing.categories;
  return [
    `${missing.message}: add ${others.length === 0 ? `--stream ${first}` : "--stream with one of them"}`,
  ];
}
