/** What the rules language and its analysis do with files. */

import {
  diffRules,
  explain,
  generateModule,
  matrixOf,
  renderDiffText,
  renderExplanationText,
  renderMatrixSvg,
  renderMatrixText,
} from "@truce/rules-analysis";
import {
  check,
  compile,
  compileOrThrow,
  format,
  formatDiagnostics,
  parse,
  type Diagnostic,
  type FileTree,
  type SourceFile,
} from "@truce/rules-dsl";

/** The rules of a project and its diagnostics. `fingerprint` and `canonicalJson` are null if there are errors. */
interface RulesAndDiagnostics {
  readonly fingerprint: string | null;
  readonly canonicalJson: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly rendered: string;
}

export function rulesAndDiagnostics(files: readonly SourceFile[]): RulesAndDiagnostics {
  const { rules } = compile(files);
  const diagnostics = check(files);
  return {
    fingerprint: rules?.fingerprint ?? null,
    canonicalJson: rules?.canonicalJson ?? null,
    diagnostics,
    rendered: formatDiagnostics(diagnostics, files),
  };
}

/** The syntax trees of the files. */
export function treesOf(files: readonly SourceFile[]): readonly FileTree[] {
  return files.map(({ file, text }) => parse(text, { file }).tree);
}

/** The formatted text of each file, or null if the file has errors. */
export function formatted(files: readonly SourceFile[]): readonly (string | null)[] {
  return files.map(({ file, text }) => format(text, { file }).text);
}

/**
 * What the analysis says about the rules: the matrix as text and as a picture, a built module, an explanation of the
 * first type with itself, and the difference to no rules at all.
 */
export function analysisOf(files: readonly SourceFile[]): readonly string[] {
  const rules = compileOrThrow(files);
  const matrix = matrixOf(rules);
  const type = matrix.types.find((name) => name !== null) ?? "";
  return [
    renderMatrixText(matrix),
    renderMatrixSvg(matrix),
    generateModule(rules),
    renderExplanationText(explain(rules, type, type)),
    renderDiffText(diffRules(rules, compileOrThrow([]))),
  ];
}
