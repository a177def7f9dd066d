/** A difference as workflow commands: a warning of what is loosened (CF4002), and a notice of the rest. */

import { looseningMessage, type RulesDiff } from "@truce/rules-dsl";
import { count } from "../report/counts.ts";
import { workflowCommand } from "../report/workflow-command.ts";

export function diffForGithub(diff: RulesDiff): string {
  const loosened = looseningMessage(diff);
  const { tightened, added } = diff.counts;
  return [
    ...(loosened === null ? [] : [workflowCommand("warning", { title: "CF4002" }, loosened)]),
    workflowCommand(
      "notice",
      { title: "conflict rules" },
      `${count(tightened, "pair")} tightened, ${added} added`,
    ),
  ].join("");
}
