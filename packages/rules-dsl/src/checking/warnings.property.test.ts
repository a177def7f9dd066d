/** Warnings are right: what is reported as useless can be removed, and what is reported as undecided is undecided. */

import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflicts, isDecided, type InterpretedFile } from "../../tests/interpreter.ts";
import { layoutChoices } from "../../tests/programs.ts";
import { everyPair, interpreted, PAYLOADS } from "../../tests/projects/happenings.ts";
import { project } from "../../tests/projects/arbitrary.ts";
import { CATEGORIES, NAMES, type FileModel, type ProjectModel } from "../../tests/projects/model.ts";
import { withoutErrors } from "../../tests/projects/rules-by-core.ts";
import { writtenProject } from "../../tests/projects/write.ts";
import { check } from "./checker.ts";
import type { Diagnostic } from "../diagnostics/diagnostics.ts";
import type { Anything, Reference, Rule, Statement } from "../syntax/tree.ts";

/** Repeated, covered, or without effect. */
const USELESS: ReadonlySet<string> = new Set(["CF3001", "CF3002", "CF3003"]);

/** The files without everything that is reported as useless. */
function withoutUseless(
  files: readonly InterpretedFile[],
  found: readonly Diagnostic[],
): readonly InterpretedFile[] {
  return files.map((one) => {
    const useless = new Set(
      found.filter(({ file, code }) => file === one.file && USELESS.has(code)).map(({ span }) => span.start),
    );
    const statements = (all: readonly Statement[]): readonly Statement[] =>
      all.flatMap((statement): readonly Statement[] => {
        if (statement.kind === "stream")
          return [{ ...statement, statements: statements(statement.statements) }];
        return statement.kind === "rule" ? ruleWithout(statement, useless) : [statement];
      });
    return { ...one, tree: { ...one.tree, statements: statements(one.tree.statements) } };
  });
}

function ruleWithout(rule: Rule, useless: ReadonlySet<number>): readonly Rule[] {
  const isKept = ({ span }: { readonly span: Reference["span"] }): boolean => !useless.has(span.start);
  const kept = (references: readonly Reference[]): readonly Reference[] => references.filter(isKept);
  const anything = (part: Anything): Anything => ({ ...part, except: kept(part.except) });
  const { targets, condition } = rule;
  const subject = rule.subject.kind === "anything" ? anything(rule.subject) : rule.subject;
  switch (targets.kind) {
    case "never":
      return isKept(rule) ? [rule] : [];
    case "anything":
      if (!isKept(targets)) return [];
      return [
        { ...rule, subject, targets: anything(targets), condition: conditionWithout(condition, isKept) },
      ];
    case "references": {
      const references = kept(targets.references);
      if (references.length === 0) return [];
      return [
        {
          ...rule,
          subject,
          targets: { ...targets, references },
          condition: conditionWithout(condition, isKept),
        },
      ];
    }
  }
}

function conditionWithout(
  condition: Rule["condition"],
  isKept: (part: { readonly span: Reference["span"] }) => boolean,
): Rule["condition"] {
  if (!condition) return null;
  return condition.kind === "on"
    ? { ...condition, fields: condition.fields.filter(isKept) }
    : { ...condition, comparisons: condition.comparisons.filter(isKept) };
}

/** The files of the project, and those that they import, directly or not. */
function lookedAt({ files }: ProjectModel): readonly FileModel[] {
  const seen = new Set(files.filter(({ isImportOnly }) => !isImportOnly));
  for (const { file, imports } of seen) {
    const paths = new Set(imports.map((path) => posix.join(posix.dirname(file), path)));
    for (const other of files) if (paths.has(other.file)) seen.add(other);
  }
  return [...seen];
}

describe("warnings", () => {
  test("everything that is repeated, covered or without effect can be removed at once", () => {
    let removed = 0;
    fc.assert(
      fc.property(
        project.map(withoutErrors),
        layoutChoices,
        fc.constantFrom(...PAYLOADS),
        fc.constantFrom(...PAYLOADS),
        (model, choices, mine, theirs) => {
          const written = writtenProject(model, choices);
          const found = check(written.files, written.options);
          removed += found.filter(({ code }) => USELESS.has(code)).length;
          const before = interpreted(written);
          const after = withoutUseless(before, found);
          for (const { category, incoming, committed, where } of everyPair(mine, theirs)) {
            expect(conflicts(after, category, incoming, committed), where).toBe(
              conflicts(before, category, incoming, committed),
            );
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(removed).toBeGreaterThan(100);
  });

  test("exactly the declared events with undecided pairs are reported", () => {
    fc.assert(
      fc.property(project.map(withoutErrors), layoutChoices, (model, choices) => {
        const written = writtenProject(model, choices);
        const found = check(written.files, { ...written.options, coverage: true })
          .filter(({ code }) => code === "CF4001")
          .map(({ message }) => /recorded for (?:the declared event )?'([^']+)'/.exec(message)?.[1]);
        const files = interpreted(written);
        // All events are declared, or none: for all streams, or for those of a category.
        const scopes = lookedAt(model).flatMap((file) => file.scopes);
        const isForAll =
          model.events.length > 0 || scopes.some(({ category, events }) => events && category === null);
        const declaring: readonly string[] = isForAll
          ? [...CATEGORIES, "other"]
          : scopes.flatMap(({ category, events }) => (events && category !== null ? category : []));
        const open = NAMES.filter((incoming) =>
          declaring.some((category) =>
            NAMES.some((committed) => !isDecided(files, category, incoming, committed)),
          ),
        );
        expect(new Set(found)).toEqual(new Set(open));
      }),
      { numRuns: 200 },
    );
  });
});
