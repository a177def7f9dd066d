/** What the language has and this version of the tool does not know yet: refused, so that it is never ignored. */

import type { Finding } from "./diagnostics.ts";
import type { Span } from "./source-text.ts";
import type { Rule, Statement } from "./tree.ts";
import { referencesOfRule } from "./walk.ts";

/** One diagnostic for each logical line that needs a newer tool. */
export function findUnknownConstructs(statements: readonly Statement[]): readonly Finding[] {
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case "import":
      case "group":
      case "events":
        return [unknown(`'${statement.kind}'`, wordAt(statement.span, statement.kind))];
      case "stream":
        return [
          // Without a category the line is broken, and was reported as such.
          ...(statement.category ? [unknown("'stream'", wordAt(statement.span, "stream"))] : []),
          ...findUnknownConstructs(statement.statements),
        ];
      case "rule":
        return inRule(statement);
      case "broken":
        return [];
    }
  });
}

function inRule(rule: Rule): readonly Finding[] {
  if (rule.override) return [unknown("'override'", rule.override)];
  for (const { kind, span } of referencesOfRule(rule)) {
    if (kind === "group-name") return [unknown("groups", span)];
  }
  return [];
}

function unknown(what: string, span: Span): Finding {
  return { code: "CF1010", span, message: `this version of the tool does not know ${what} yet` };
}

function wordAt({ start }: Span, word: string): Span {
  return { start, end: start + word.length };
}
