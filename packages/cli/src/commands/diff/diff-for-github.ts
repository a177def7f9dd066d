/** A difference as workflow commands: an annotation for each change, at the rule that decides it. */

import {
  acceptanceComments,
  describeChange,
  isLoosening,
  type Acceptances,
  type PairChange,
  type RulesDiff,
} from "@truce/rules-analysis";
import type { SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../base/context.ts";
import { repositoryPaths } from "../../output/repository-path.ts";
import { count } from "../../output/words.ts";
import { workflowCommand } from "../../output/workflow-command.ts";
import { placeOfChange, type BothRules } from "./place-of-change.ts";

/** The result of a comparison. */
export interface ComparedRules extends BothRules {
  readonly diff: RulesDiff;
  readonly acceptances: Acceptances;
  /** The present files. */
  readonly files: readonly SourceFile[];
}

/** Loosened pairs that are not accepted come first, because GitHub shows only the first ten annotations of a step. */
export function diffForGithub(compared: ComparedRules, context: Pick<Context, "root" | "io">): string {
  const { diff, acceptances } = compared;
  const { loosened, tightened, added } = diff.counts;
  const pathOf = repositoryPaths(context);
  const isAlarming = (change: PairChange): boolean => isLoosening(change) && !acceptances.reasons.has(change);
  const annotate = (change: PairChange): string => {
    const place = placeOfChange(change, compared, compared.files);
    const properties = {
      ...(place && { file: pathOf(place.file), line: place.line }),
      title: titleOf(change, acceptances),
    };
    return workflowCommand(
      isAlarming(change) ? "warning" : "notice",
      properties,
      textOf(change, acceptances),
    );
  };
  return [
    ...diff.changes.filter(isAlarming).map(annotate),
    ...acceptances.problems.map(({ file, start, message }) =>
      workflowCommand("warning", { file: pathOf(file), line: start.line, title: "acceptance" }, message),
    ),
    workflowCommand(
      "notice",
      { title: "conflict rules" },
      `${count(loosened, "pair")} loosened, ${tightened} tightened, ${added} added`,
    ),
    ...diff.changes.filter((change) => !isAlarming(change)).map(annotate),
  ].join("");
}

function titleOf(change: PairChange, { reasons }: Acceptances): string {
  const { pair } = describeChange(change);
  if (change.isNew) return `added: ${pair}`;
  if (change.effect === "tightened") return `tightened: ${pair}`;
  return `${LOOSENINGS[change.effect]}${reasons.has(change) ? " and accepted" : ""}: ${pair}`;
}

const LOOSENINGS = {
  loosened: "loosened",
  "loosened-and-tightened": "loosened for some payloads",
  changed: "perhaps loosened",
} as const;

function textOf(change: PairChange, { reasons }: Acceptances): string {
  const { before, after } = describeChange(change);
  const reason = reasons.get(change);
  const [comment] = acceptanceComments([change]);
  return [
    ...(change.isNew ? [] : [`before: ${before}`]),
    `now: ${after}`,
    ...(reason === undefined ? [] : [`because ${reason}`]),
    ...(isLoosening(change) && reason === undefined
      ? [`help: to accept this, add the comment ${comment}`]
      : []),
  ].join("\n");
}
