/** Reads the rule files that test files name: `.conflicts` files, or a module that exports rules. */

import type { ConflictRules } from "@truce/core";
import { compile, hasErrors } from "@truce/rules-dsl";
import { isModule, loadProject, UnreadableFilesError } from "@truce/rules-dsl/node";
import type { Problem, RuleFile } from "@truce/rules-analysis/rule-tests";
import { moduleIsAlone } from "../../projects/module-is-alone.ts";
import { loadModule } from "../../projects/load-module.ts";
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

/** A loader that loads the rule files of several test files only once. */
export function createRuleLoader(root: string): RuleLoader {
  const loaded = new Map<string, Promise<LoadedRules>>();
  return async (files) => {
    const module = files.find(({ file }) => isModule(file));
    if (module !== undefined && files.length > 1) return unreadable(module, moduleIsAlone(module.file));
    const paths = files.map(({ file }) => file);
    const key = JSON.stringify(paths);
    let rules = loaded.get(key);
    if (!rules) loaded.set(key, (rules = module ? loadRules(root, module.file) : compileFiles(root, paths)));
    try {
      return await rules;
    } catch (error) {
      if (!(error instanceof UnreadableFilesError)) throw error;
      return { kind: "unreadable", problems: files.flatMap((file) => problemsOf(file, error)) };
    }
  };
}

async function loadRules(root: string, module: string): Promise<LoadedRules> {
  return { kind: "rules", rules: (await loadModule(root, module)).rules, declared: [] };
}

async function compileFiles(root: string, paths: readonly string[]): Promise<LoadedRules> {
  const { files, imports, unreadable: missing } = await loadProject(paths, { root });
  const { rules, events, diagnostics } = compile(files, { imports, unreadable: missing });
  if (rules) return { kind: "rules", rules, declared: events };
  const errors = diagnostics.filter((diagnostic) => hasErrors([diagnostic]));
  return { kind: "errors", errors: { diagnostics: errors, sources: [...files, ...imports] } };
}

function unreadable({ at }: RuleFile, message: string): LoadedRules {
  return { kind: "unreadable", problems: [{ at, message, suggestion: null }] };
}

function problemsOf({ file, at }: RuleFile, error: UnreadableFilesError): readonly Problem[] {
  // A module is named alone, so everything is about it.
  if (isModule(file))
    return error.files.map(({ file: module, why }) => ({
      at,
      message: `the module '${module}' ${why}`,
      suggestion: null,
    }));
  return error.files
    .filter((one) => one.file === file)
    .map(({ why }) => ({
      at,
      message: `the rule file '${file}' ${why}`,
      suggestion: "name the rule files, relative to this one, under 'rules'",
    }));
}
