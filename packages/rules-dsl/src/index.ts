/** The `.conflicts` language: text to tree, tree to diagnostics, and files without errors to conflict rules. */

export type { CheckOptions } from "./checking/check-options.ts";
export { generateModule, type GenerateModuleOptions } from "./build/generate-module.ts";
export { typesNamedBy } from "./build/named-by-rules.ts";
export { check } from "./checking/checker.ts";
export { compile, compileOrThrow, type CompileResult } from "./compiler.ts";
export {
  DIAGNOSTICS,
  hasErrors,
  type Diagnostic,
  type DiagnosticCode,
  type Location,
  type Severity,
  type TextEdit,
} from "./diagnostics/diagnostics.ts";
export { resolveImport, type ImportTarget } from "./checking/import-paths.ts";
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
export { renderExplanationJson } from "./explain/json.ts";
export { renderExplanationText, renderReasons, type ExplanationTextOptions } from "./explain/text.ts";
export { format, type FormatOptions, type FormatResult } from "./formatter/format.ts";
export { FormatterFaultError } from "./formatter/formatter-fault-error.ts";
export { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";
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
export { LANGUAGE_VERSION, MAX_FILE_BYTES, parse, type ParseResult } from "./syntax/parse.ts";
export { MAX_NAME_LENGTH } from "./syntax/names.ts";
export {
  formatDiagnostics,
  renderDiagnostic,
  renderExcerpt,
  type RenderOptions,
} from "./diagnostics/render.ts";
export {
  lineStartsOf,
  positionAt,
  type LineStarts,
  type Position,
  type SourceFile,
  type Span,
} from "./syntax/source-text.ts";
export { nearest } from "./text/suggestions.ts";
export type { PairEntry } from "./tables/pair-entry.ts";
export type { TypeName } from "./tables/pair-table.ts";
export type { Markup, TextStyle } from "./text/text-style.ts";
export type {
  Anything,
  Broken,
  Comment,
  Condition,
  EventName,
  Events,
  Field,
  FieldPair,
  FileTree,
  Group,
  GroupName,
  Import,
  LanguageHeader,
  Never,
  OnCondition,
  QuotedText,
  Reference,
  References,
  Rule,
  SidedField,
  Statement,
  Stream,
  TreeNode,
  WhenCondition,
} from "./syntax/tree.ts";
