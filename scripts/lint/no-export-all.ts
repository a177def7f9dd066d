import type { Rule } from "./rule.ts";

/** Forbids `export *`: an entry file names what is public. */
export const noExportAll: Rule = {
  create: (context) => ({
    ExportAllDeclaration(node) {
      context.report({ node, message: "list the names to export: `export *` makes every name public" });
    },
  }),
};
