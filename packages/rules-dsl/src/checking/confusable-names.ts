/** Names that differ only by case (CF3004), and Unicode in names and comments that can mislead a reader (CF3005). */

import { locationOf, quoted, whereSeenFrom, type Finding } from "../diagnostics/diagnostics.ts";
import type { Context } from "./context.ts";
import type { NameUse, NameUses } from "./name-uses.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";

/** Reports each confusable name at its first use, and bidirectional controls wherever they are. */
export function reportConfusableNames(names: NameUses, { files, declared, options, report }: Context): void {
  for (const uses of [names.events, names.groups, names.categories]) {
    for (const { file, node } of uses.values()) {
      const problem = problemOf(node.name) ?? escapedProblemOf(node, file);
      if (problem !== null)
        report(file, { code: "CF3005", span: node.span, message: `${quoted(node.name)} ${problem}` });
    }
  }
  const isKnown = ({ file, node: { name } }: NameUse): boolean =>
    !declared.areKnownAt({ file, block: null }) || declared.isDeclared(name);
  // An undeclared name is left out if it must be declared: it is reported as unknown instead.
  twinsByCase(names.events, files, isKnown, report);
  twinsByCase(names.groups, files, () => true, report);
  twinsByCase(names.categories, files, () => true, report);
  // Two events may really spell a field differently, so fields that known payloads have are left out.
  const inPayloads = new Set(Object.values(options.fields ?? {}).flat());
  twinsByCase(names.fields, files, ({ node: { name } }) => !inPayloads.has(name), report);
  for (const file of files) for (const finding of bidirectionalControls(file)) report(file, finding);
}

/** Reports each spelling after the first. */
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
  // Spellings that differ only by Unicode normalisation are reported as CF3005.
  if (inOneForm(node.name) === inOneForm(first.node.name)) return;
  const firstAt = locationOf(first.file, first.node.span);
  const [one, other] = [node, first.node].map(({ kind, name }) =>
    quoted(kind === "group-name" ? `@${name}` : name),
  );
  const what = node.kind === "field" ? "the fields " : "";
  const message = `${what}${one} and ${other} (${whereSeenFrom(file, firstAt)}) differ only by case`;
  report(file, { code: "CF3004", span: node.span, message, related: [firstAt] });
}

/** Scripts with letters that look alike. A name that mixes them is a mistake or an attack. */
const LOOKALIKE_SCRIPTS: readonly RegExp[] = [
  ...[/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u],
  ...[/\p{Script=Armenian}/u, /\p{Script=Coptic}/u, /\p{Script=Cherokee}/u],
];

function problemOf(name: string): string | null {
  if (ASCII.test(name)) return null;
  if (name !== name.normalize("NFC"))
    return "is not in Unicode normal form NFC, so it can differ from a name that looks the same";
  if (LOOKALIKE_SCRIPTS.filter((script) => script.test(name)).length > 1)
    return "mixes scripts whose letters look alike";
  if (/\p{Default_Ignorable_Code_Point}/u.test(name) && !/\p{Bidi_Control}/u.test(name))
    return "has invisible characters";
  return null;
}

/** Bidirectional controls that are written as escapes, so that they are in the name but not in the text. */
function escapedProblemOf({ name, span }: NameUse["node"], { text }: ProjectFile): string | null {
  const isHidden =
    !ASCII.test(name) &&
    /\p{Bidi_Control}/u.test(name) &&
    !/\p{Bidi_Control}/u.test(text.slice(span.start, span.end));
  return isHidden ? "has bidirectional controls, which can make it display in a misleading order" : null;
}

/** Bidirectional controls, in comments too; one finding for each run of them. */
function bidirectionalControls({ text }: ProjectFile): readonly Finding[] {
  return [...text.matchAll(/\p{Bidi_Control}+/gu)].map(({ index, 0: controls }) => {
    const span = { start: index, end: index + controls.length };
    return {
      code: "CF3005",
      span,
      message: "bidirectional controls can make this line display in a misleading order",
    };
  });
}
