/** The `.conflicts` language: text to tree, tree to diagnostics, and files without errors to conflict rules. */

export type { CheckOptions } from "./checking/check-options.ts";
export { check } from "./checking/checker.ts";
export { fixAll, type FixedFiles } from "./checking/fix-all.ts";
export { compile, compileOrThrow, type CompileResult } from "./compiler.ts";
export {
  DIAGNOSTICS,
  hasErrors,
  locationOf,
  type Diagnostic,
  type DiagnosticCode,
  type Location,
  type Severity,
  type TextEdit,
} from "./diagnostics/diagnostics.ts";
export { namePlaces, type NamePlace } from "./checking/project-names.ts";
export { resolveImport, type ImportTarget } from "./checking/import-paths.ts";
export { format, type FormatOptions, type FormatResult } from "./formatter/format.ts";
export { FormatterFaultError } from "./formatter/formatter-fault-error.ts";
export { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";
export { MAX_FILE_BYTES } from "./limits.ts";
export { LANGUAGE_VERSION, parse, type ParseResult } from "./syntax/parse.ts";
export { fieldsOfRule } from "./syntax/walk.ts";
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
} from "./source/source-text.ts";
export { nearest } from "./text/suggestions.ts";
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
