/** What a name, a keyword or a problem means. */

import { MarkupKind, type Hover } from "vscode-languageserver";
import { explain, renderExplanationText } from "@truce/rules-analysis";
import type { NamePlace } from "@truce/rules-dsl";
import { wordsOf } from "@truce/rules-dsl/notation";
import { diagnosticPage, diagnosticPageUrl } from "@truce/rules-dsl/node";
import { describeEvent } from "./describe-event.ts";
import { KEYWORDS } from "./keywords.ts";
import { nameAt, rangeIn, touches, type OpenFile } from "./place.ts";

export async function hoverAt(open: OpenFile, offset: number): Promise<Hover | null> {
  const problems = await problemsAt(open, offset);
  const name = nameAt(open, offset);
  const word = wordsOf(open.placed.text).find((one) => one.start <= offset && offset < one.end);
  const keyword = word?.kind === "keyword" ? KEYWORDS.get(word.text) : undefined;
  const about = name ? describeName(open, name) : (keyword ?? null);
  const parts = [...problems, ...(about === null ? [] : [about])];
  const span = name?.span ?? word;
  if (parts.length === 0) return null;
  return {
    contents: { kind: MarkupKind.Markdown, value: parts.join("\n\n---\n\n") },
    ...(span && { range: rangeIn(open, span) }),
  };
}

function describeName(open: OpenFile, name: NamePlace): string {
  const { snapshot } = open;
  if (name.kind === "group") return describeGroup(open, name);
  const { rules } = snapshot.compiled();
  const { statement, role, category } = name;
  const incoming = statement.kind === "rule" && role === "committed" ? statement.subject : null;
  if (rules !== null && incoming?.kind === "event-name")
    return fenced("text", renderExplanationText(explain(rules, incoming.name, name.name, { category })));
  return describeEvent(snapshot, name.name, category);
}

function describeGroup({ snapshot }: OpenFile, { name, group }: NamePlace): string {
  const definition = snapshot
    .names()
    .find(
      ({ role, file, span }) =>
        role === "definition" && file === group?.file && span.start === group.span.start,
    );
  if (definition?.statement.kind !== "group") return `Group ${inCode(`@${name}`)} is not defined here.`;
  const { span } = definition.statement;
  const text = snapshot.textOf(definition.file)?.text.slice(span.start, span.end) ?? "";
  return `${fenced("conflicts", text)}\n\nin ${inCode(definition.file)}`;
}

/** The title and the first paragraph of the page of each problem at an offset. */
async function problemsAt({ snapshot, file }: OpenFile, offset: number): Promise<readonly string[]> {
  const codes = new Set(
    snapshot
      .diagnostics()
      .filter((diagnostic) => diagnostic.file === file && touches(diagnostic.span, offset))
      .map(({ code }) => code),
  );
  const texts: string[] = [];
  for (const code of codes) {
    const page = (await diagnosticPage(code)) ?? "";
    const [title = "", paragraph = ""] = page.split("\n\n");
    texts.push(
      `**${title.replace(/^# /, "")}**\n\n${paragraph}\n\n[More about ${code}](${diagnosticPageUrl(code)})`,
    );
  }
  return texts;
}

function fenced(language: string, text: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

function inCode(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
