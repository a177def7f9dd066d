/** `truce explain`: why two events conflict, or do not. */

import { Option } from "@commander-js/extra-typings";
import { categoryOf } from "@truce/core";
import { explain as explainPair, renderExplanationJson, renderExplanationText } from "@truce/rules-analysis";
import type { DefineCommand } from "../../context.ts";
import { payloadFrom } from "./payload-from.ts";
import { missingStream, type MissingStream } from "../../rule-tests/missing-stream.ts";
import { unknownTypes } from "./unknown-types.ts";
import { CLEAN } from "../../exit-status.ts";
import { examples } from "../command.ts";
import { compileProject } from "../../projects/compile-project.ts";
import { readProject } from "../../projects/read-project.ts";
import { projectFor } from "../../projects/projects-for.ts";
import { printable } from "../../printable.ts";
import { terminalSafe } from "../../output/json-text.ts";
import { textStyleOf } from "../../output/text-style.ts";

const EXAMPLES = [
  "truce explain NotePinned NotePinned",
  "truce explain ClientTagged ClientMerged --stream client",
  `truce explain NotePinned NotePinned --mine '{"noteId": 7}' --theirs '{"noteId": 8}'`,
];

export const explain: DefineCommand = (command, context) => {
  const { io, style, end } = context;
  command
    .description(
      "Explain why an incoming event conflicts with a committed one or does not: the rules that decide, and their lines.",
    )
    .argument("<incoming>", "the type of the incoming event")
    .argument("<committed>", "the type of the committed event")
    .argument(
      "[files...]",
      "files, folders or patterns; '-' for standard input (default: every .conflicts file)",
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
    .action(async (incoming, committed, patterns, { stream, mine, theirs, format }) => {
      const events = [
        { type: incoming, ...payloadFrom(mine, "--mine") },
        { type: committed, ...payloadFrom(theirs, "--theirs") },
      ] as const;
      const project = await projectFor(context, patterns);
      const compiled = compileProject(context, await readProject(project.context, patterns, {}));
      if (compiled === null) return;
      const { rules } = compiled;
      const explanation = explainPair(rules, ...events, {
        category: stream === undefined ? null : categoryOf(stream),
      });
      const notes = [
        ...unknownTypes(rules, [incoming, committed]),
        ...(stream === undefined ? noteOn(missingStream(explanation)) : []),
      ];
      for (const note of notes) io.stderr.write(`truce: note: ${printable(note)}\n`);
      io.stdout.write(
        format === "json"
          ? terminalSafe(renderExplanationJson(explanation))
          : renderExplanationText(explanation, { style: textStyleOf(style) }),
      );
      end(CLEAN);
    });
};

function noteOn(missing: MissingStream | null): readonly string[] {
  if (missing === null) return [];
  const [first, ...others] = missing.categories;
  return [
    `${missing.message}: add ${others.length === 0 ? `--stream ${first}` : "--stream with one of them"}`,
  ];
}
