/** The rules language, as far as it goes. */

import {
  check,
  compile,
  formatDiagnostics,
  parse,
  type Diagnostic,
  type FileTree,
  type SourceFile,
} from "@truce/rules-dsl";

/** What a text compiles to, and what there is to say about it. */
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

export function treeOf(text: string): FileTree {
  return parse(text, { file: "a.conflicts" }).tree;
}
