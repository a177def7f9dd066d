/** What the rules say about one event type, as incoming and as committed event. */

import type { ConflictRules } from "@truce/core";
import { asWritten, rulesForIncoming, ruleText, selectsType, type ConflictRule } from "@truce/core/rules";
import type { Rule } from "@truce/rules-dsl";
import type { Snapshot } from "../workspace/snapshot.ts";

/** What is known of an event in streams of a category; null for those without rules of their own. */
export function describeEvent(snapshot: Snapshot, type: string, category: string | null): string {
  const { rules } = snapshot.compiled();
  const { fields = {} } = snapshot.checkOptions;
  const own = Object.hasOwn(fields, type) ? (fields[type] ?? []) : [];
  return [
    rules === null ? writtenAbout(snapshot, type) : meaning(rules, type, category),
    ...(own.length === 0 ? [] : [`Fields: ${own.map(inlineCode).join(", ")}`]),
  ].join("\n\n");
}

/** The most rules that are shown for each direction. */
const MAX_RULES = 12;

function meaning(rules: ConflictRules, type: string, category: string | null): string {
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
  ];
  return parts.join("\n\n");
}

/** What is written about an event, for rules that do not compile: while somebody types, they seldom do. */
function writtenAbout(snapshot: Snapshot, type: string): string {
  const written = new Map<Rule, string>();
  for (const { kind, name, statement, file } of snapshot.names()) {
    if (kind !== "event" || name !== type || statement.kind !== "rule") continue;
    const { subject, condition, targets } = statement;
    const text = snapshot.textOf(file)?.text.slice(subject.span.start, (condition ?? targets).span.end);
    written.set(statement, text ?? "");
  }
  if (written.size === 0) return `No rule names ${inlineCode(asWritten(type))}.`;
  const lines = [...written].map(([{ reason }, text]) => ({ text, reason }));
  return `Rules that name ${inlineCode(asWritten(type))}, as they are written. There are errors to fix:\n\n${listed(lines)}`;
}

function listOf(rules: readonly ConflictRule[]): string {
  return listed(rules.map((rule) => ({ text: ruleText(rule), reason: rule.reason })));
}

function listed(rules: readonly { readonly text: string; readonly reason: string | null }[]): string {
  const more = rules.length - MAX_RULES;
  const lines = rules.slice(0, MAX_RULES).map(({ text, reason }) => `- ${inlineCode(text)}${quote(reason)}`);
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
