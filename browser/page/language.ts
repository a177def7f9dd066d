/** The rules language, as far as it goes. */

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

/** What a project compiles to, and what there is to say about it. */
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

/** The trees of the files. */
export function treesOf(files: readonly SourceFile[]): readonly FileTree[] {
  return files.map(({ file, text }) => parse(text, { file }).tree);
}

/** The files, each formatted: null where it has errors. */
export function formatted(files: readonly SourceFile[]): readonly (string | null)[] {
  return files.map(({ file, text }) => format(text, { file }).text);
}

/** What the tools tell of the rules: the matrix, a built module, and of the first type an explanation and its removal. */
export function toldOf(files: readonly SourceFile[]): readonly string[] {
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
