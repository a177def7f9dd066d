/** What conflict rules say, wherever they come from: as a table, of one pair, between two versions, and as a module. */

export { generateModule, type GenerateModuleOptions } from "./build/generate-module.ts";
export {
  acceptanceComments,
  acceptLoosenings,
  type AcceptanceProblem,
  type Acceptances,
} from "./diff/acceptances.ts";
export { diffRules } from "./diff/diff-rules.ts";
export { renderDiffJson } from "./diff/json.ts";
export {
  isLoosening,
  type ChangeCounts,
  type Effect,
  type PairChange,
  type RulesDiff,
  type StreamSelector,
  type TypeChanges,
} from "./diff/rules-diff.ts";
export { describeChange, renderDiffText, type DiffTextOptions } from "./diff/text.ts";
export { explain, type ExplainOptions } from "./explain/explain.ts";
export type {
  EventInQuestion,
  ExplainedComparison,
  ExplainedRule,
  ExplainedVerdict,
  Explanation,
  FieldReading,
  Outcome,
  Replaced,
  Ruling,
} from "./explain/explanation.ts";
export { missingStream, type MissingStream } from "./explain/missing-stream.ts";
export { renderExplanationJson } from "./explain/json.ts";
export { renderExplanationText, type ExplanationTextOptions } from "./explain/text.ts";
export { renderMatrixCsv } from "./matrix/csv.ts";
export { renderMatrixJson } from "./matrix/json.ts";
export { renderMatrixMarkdown } from "./matrix/markdown.ts";
export {
  matrixOf,
  MAX_MATRIX_TYPES,
  type Matrix,
  type MatrixOptions,
  type MatrixRow,
} from "./matrix/matrix.ts";
export { renderMatrixSvg } from "./matrix/svg.ts";
export { renderMatrixText, type MatrixTextOptions } from "./matrix/text.ts";
export type { PairEntry } from "./tables/pair-entry.ts";
export type { TypeName } from "./tables/pair-table.ts";
