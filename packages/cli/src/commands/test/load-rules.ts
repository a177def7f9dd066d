/** Reads and compiles the rule files that test files name. */

import type { ConflictRules } from "@truce/core";
import { compile, hasErrors } from "@truce/rules-dsl";
import { loadProject, UnreadableFilesError } from "@truce/rules-dsl/node";
import type { Problem, RuleFile } from "@truce/rules-analysis/rule-tests";
import type { RuleErrors } from "./report/reporter.ts";

/** Rules, or why there are none. */
type LoadedRules =
  | {
      readonly kind: "rules";
      readonly rules: ConflictRules;
      /** The event types that the files declare. */
      readonly declared: readonly string[];
    }
  | { readonly kind: "unreadable"; readonly problems: readonly Problem[] }
  | { readonly kind: "errors"; readonly errors: RuleErrors };

export type RuleLoader = (files: readonly RuleFile[]) => Promise<LoadedRules>;

/** A loader that compiles the rule files of several test files only once. */
export function createRuleLoader(root: string): RuleLoader {
  const compiled = new Map<string, Promise<LoadedRules>>();
  return async (files) => {
    const paths = files.map(({ file }) => file);
    const key = JSON.stringify(paths);
    let rules = compiled.get(key);
    if (!rules) compiled.set(key, (rules = compileFiles(root, paths)));
    try {
      return await rules;
    } catch (error) {
      if (!(error instanceof UnreadableFilesError)) throw error;
      return { kind: "unreadable", problems: files.flatMap((file) => problemsOf(file, error)) };
    }
  };
}

async function compileFiles(root: string, paths: readonly string[]): Promise<LoadedRules> {
  const { files, imports, unreadable } = await loadProject(paths, { root });
  const { rules, events, diagnostics } = compile(files, { imports, unreadable });
  if (rules) return { kind: "rules", rules, declared: events };
  const errors = diagnostics.filter((diagnostic) => hasErrors([diagnostic]));
  return { kind: "errors", errors: { diagnostics: errors, sources: [...files, ...imports] } };
}

function problemsOf({ file, at }: RuleFile, error: UnreadableFilesError): readonly Problem[] {
  return error.files
    .filter((unreadable) => unreadable.file === file)
    .map(({ why }) => ({
      at,
      message: `the rule file '${file}' ${why}`,
      suggestion: "name the rule files, relative to this one, under 'rules'",
    }));
}
