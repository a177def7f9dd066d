/** Names and comments that can deceive their readers: twins by case, and Unicode that does not show what it is. */

import { locationOf, quoted, whereSeenFrom, type Finding } from "../diagnostics/diagnostics.ts";
import type { Context } from "./context.ts";
import type { NameUse, NameUses } from "./name-uses.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";

/** Reports every name that deserves a second look, where it is first written, and bidirectional controls everywhere. */
export function findSuspiciousText(names: NameUses, { files, declared, options, report }: Context): void {
  for (const uses of [names.events, names.groups, names.categories]) {
    for (const { file, node } of uses.values()) {
      const problem = problemOf(node.name) ?? escapedProblemOf(node, file);
      if (problem !== null)
        report(file, { code: "CF3005", span: node.span, message: `${quoted(node.name)} ${problem}` });
    }
  }
  const isKnown = ({ file, node: { name } }: NameUse): boolean =>
    !declared.areKnownAt({ file, block: null }) || declared.isDeclared(name);
  // One that is not declared where it should be is reported as such.
  twinsByCase(names.events, files, isKnown, report);
  twinsByCase(names.groups, files, () => true, report);
  twinsByCase(names.categories, files, () => true, report);
  // Two events may really spell a field differently; if payloads are known, they are the proof.
  const inPayloads = new Set(Object.values(options.fields ?? {}).flat());
  twinsByCase(names.fields, files, ({ node: { name } }) => !inPayloads.has(name), report);
  for (const file of files) for (const finding of bidirectionalControls(file)) report(file, finding);
}

/** One warning for each spelling after the first. */
function twinsByCase(
  uses: ReadonlyMap<string, NameUse>,
  files: readonly ProjectFile[],
  isKnown: (use: NameUse) => boolean,
  report: Report,
): void {
  const spellings = new Map<string, NameUse>();
  const twins = new Map<string, NameUse[]>();
  for (const use of uses.values()) {
    const folded = inOneForm(use.node.name).toLowerCase();
    const known = spellings.get(folded);
    if (!known) spellings.set(folded, use);
    else if (twins.has(folded)) twins.get(folded)?.push(use);
    else twins.set(folded, [known, use]);
  }
  for (const same of twins.values()) {
    const [first, ...others] = inReadingOrder(same.filter(isKnown), files);
    for (const other of others) if (first) reportTwin(other, first, report);
  }
}

const ASCII = /^[\u0020-\u007E]*$/;

function inOneForm(name: string): string {
  return ASCII.test(name) ? name : name.normalize("NFC");
}

function inReadingOrder(uses: readonly NameUse[], files: readonly ProjectFile[]): readonly NameUse[] {
  return uses.toSorted(
    (left, right) =>
      files.indexOf(left.file) - files.indexOf(right.file) || left.node.span.start - right.node.span.start,
  );
}

function reportTwin({ file, node }: NameUse, first: NameUse, report: Report): void {
  // Spellings that fold together without differing by case differ by normalisation, which is reported as such.
  if (inOneForm(node.name) === inOneForm(first.node.name)) return;
  const firstAt = locationOf(first.file, first.node.span);
  const [one, other] = [node, first.node].map(({ kind, name }) =>
    quoted(kind === "group-name" ? `@${name}` : name),
  );
  const what = node.kind === "field" ? "the fields " : "";
  const message = `${what}${one} and ${other} (${whereSeenFrom(file, firstAt)}) differ only by case`;
  report(file, { code: "CF3004", span: node.span, message, related: [firstAt] });
}

/** Scripts whose letters look alike. In one word they are a mistake or a trick. */
const LOOKALIKE_SCRIPTS: readonly RegExp[] = [
  ...[/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u],
  ...[/\p{Script=Armenian}/u, /\p{Script=Coptic}/u, /\p{Script=Cherokee}/u],
];

function problemOf(name: string): string | null {
  if (ASCII.test(name)) return null;
  if (name !== name.normalize("NFC"))
    return "is not in Unicode's normal form NFC, so it can differ from a name that looks the same";
  if (LOOKALIKE_SCRIPTS.filter((script) => script.test(name)).length > 1)
    return "mixes scripts whose letters look alike";
  if (/\p{Default_Ignorable_Code_Point}/u.test(name) && !/\p{Bidi_Control}/u.test(name))
    return "has invisible characters";
  return null;
}

/** In the text itself they are reported wherever they stand; written as an escape, they are in the name and not in the text. */
function escapedProblemOf({ name, span }: NameUse["node"], { text }: ProjectFile): string | null {
  const isHidden =
    !ASCII.test(name) &&
    /\p{Bidi_Control}/u.test(name) &&
    !/\p{Bidi_Control}/u.test(text.slice(span.start, span.end));
  return isHidden ? "has bidirectional controls, which can show it in another order than it is read" : null;
}

/** They can show a line in another order than it is read; in comments too. One warning for each run of them. */
function bidirectionalControls({ text }: ProjectFile): readonly Finding[] {
  return [...text.matchAll(/\p{Bidi_Control}+/gu)].map(({ index, 0: controls }) => {
    const span = { start: index, end: index + controls.length };
    return {
      code: "CF3005",
      span,
      message: "bidirectional controls can show this line in another order than it is read",
    };
  });
}
