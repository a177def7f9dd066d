/** Checks of single statements, independent of what other rules say. */

import { checkCondition } from "./check-conditions.ts";
import { checkCategory, checkNames } from "./check-names.ts";
import type { Context } from "./context.ts";
import { createNameUses, type NameUses } from "./name-uses.ts";
import { checkOverride } from "./overrides.ts";

/** Checks every statement and collects its names, in one pass: several passes over a large project are slow. */
export function checkStatements(context: Context): NameUses {
  const { files, report } = context;
  const names = createNameUses();
  for (const file of files) {
    for (const { node } of file.blocks) {
      if (!node.category) continue;
      names.addCategory(file, node.category);
      checkCategory(file, node.category, context);
    }
    for (const rule of file.rules) {
      names.addStatement(file, rule);
      // The rules of a file that is only imported do not count, so they are not checked.
      if (file.isImportOnly) continue;
      checkNames(file, rule, context);
      checkOverride(file, rule, report);
      checkCondition(file, rule.node, context);
    }
    for (const statement of [...file.groups, ...file.events]) {
      names.addStatement(file, statement);
      checkNames(file, statement, context);
    }
  }
  return names;
}
