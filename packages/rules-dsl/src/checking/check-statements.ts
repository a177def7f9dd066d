/** What is wrong with statements one by one, whatever the others say. */

import { checkCondition } from "./check-conditions.ts";
import { checkCategory, checkNames } from "./check-names.ts";
import type { Context } from "./context.ts";
import { createNameUses, type NameUses } from "./name-uses.ts";
import { checkOverride } from "./overrides.ts";

/** Checks every statement, each once and whole: going through a large project again and again takes longer than the checks. */
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
      // The rules of a file that is only imported do not count, whatever they name.
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
