/** Checks the fields in conditions against the known payloads (CF2007). */

import type { Context } from "./context.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import type { ResolvedRule } from "./resolved-rule.ts";
import type { RuleContext } from "./rule-context.ts";
import type { Field, SidedField } from "../syntax/tree.ts";
import { fieldsOfRule } from "../syntax/walk.ts";

/** The fields of payloads, by event type. */
type KnownFields = ReadonlyMap<string, ReadonlySet<string>>;

/** Reports fields that the payload of a known event does not have. */
export function reportUnknownFields(context: RuleContext): void {
  const { rules } = context.table;
  const { fields } = context.options;
  if (!fields) return;
  const known: KnownFields = new Map(Object.entries(fields).map(([type, names]) => [type, new Set(names)]));
  for (const rule of rules) {
    if (rule.when.length === 0) continue;
    const mine = (rule.subjects ?? []).filter((type) => known.has(type));
    const theirs = rule.targets
      .flatMap(({ selectors }) => selectors.flatMap(({ type }) => type ?? []))
      .filter((type) => known.has(type));
    for (const field of fieldsOfRule(rule.node)) {
      const types = field.kind === "field" ? [...mine, ...theirs] : field.side === "mine" ? mine : theirs;
      checkField(rule, field, types, known, context);
    }
  }
}

function checkField(
  { file }: ResolvedRule,
  field: Field | SidedField,
  types: readonly string[],
  known: KnownFields,
  { suggest, report }: Context,
): void {
  const { span } = field;
  const path = field.path.join(".");
  const type = types.find((name) => known.get(name)?.has(path) === false);
  if (type === undefined) return;
  const message = `${quoted(type)} has no field ${quoted(path)}`;
  const meant = suggest(path, [...(known.get(type) ?? [])], (candidate) =>
    types.every((name) => known.get(name)?.has(candidate)),
  );
  if (meant === undefined) {
    report(file, { code: "CF2007", span, message });
    return;
  }
  const newText = field.kind === "field" ? meant : `${field.side}.${meant}`;
  report(file, {
    code: "CF2007",
    span,
    message: `${message}; did you mean ${quoted(meant)}?`,
    fix: { span, newText },
  });
}
