/** What the rules say about one event type, as incoming and as committed event. */

import type { ConflictRules } from "@truce/core";
import { asWritten, rulesForIncoming, ruleText, selectsType, type ConflictRule } from "@truce/core/rules";

/** The most rules that are shown for each direction. */
const MAX_RULES = 12;

export function describeEvent(
  rules: ConflictRules,
  type: string,
  { category, fields }: { readonly category: string | null; readonly fields: readonly string[] | null },
): string {
  const name = inlineCode(asWritten(type));
  const where = category === null ? "" : ` in streams of ${inlineCode(category)}`;
  const own = rulesForIncoming(rules, type, category)?.rules;
  const registered = rules.registrations.find(
    (one) => one.type === type && (one.category === category || one.category === null),
  );
  const against = rules.rules.filter(
    (rule) =>
      selectsType(rule.committed, type) &&
      (rule.category === null || rule.category === category) &&
      !own?.includes(rule),
  );
  const parts = [
    own === undefined
      ? `An incoming ${name} has no rule${where}, so it conflicts with everything.`
      : own.length === 0
        ? `An incoming ${name} never conflicts${where}.${quote(registered?.reason ?? null)}`
        : `An incoming ${name} conflicts${where} by these rules, and with nothing else:\n\n${listOf(own)}`,
    ...(against.length > 0 ? [`Rules about a committed ${name}:\n\n${listOf(against)}`] : []),
    ...(fields === null || fields.length === 0 ? [] : [`Fields: ${fields.map(inlineCode).join(", ")}`]),
  ];
  return parts.join("\n\n");
}

function listOf(rules: readonly ConflictRule[]): string {
  const more = rules.length - MAX_RULES;
  const lines = rules
    .slice(0, MAX_RULES)
    .map((rule) => `- ${inlineCode(ruleText(rule))}${quote(rule.reason)}`);
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}

/** A reason in italics; characters that Markdown would read are escaped. */
function quote(reason: string | null): string {
  if (reason === null || reason === "") return "";
  return `  \n  _${reason.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`)}_`;
}

function inlineCode(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll(/\s+/g, " ")}\``;
}
