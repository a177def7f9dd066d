/** Names and comments that can deceive their readers: twins by case, and Unicode that does not show what it is. */

import { diagnosticAt, locationOf, quoted, type Diagnostic, type Finding } from "./diagnostics.ts";
import type { ParsedFile } from "./parse.ts";
import type { Span } from "./source-text.ts";
import type { EventName, Reference } from "./tree.ts";
import { referencesOf } from "./walk.ts";

/** Every name that deserves a second look, and bidirectional controls wherever they stand. */
export function findSuspiciousText(files: readonly ParsedFile[]): readonly Diagnostic[] {
  const eventNames = files.flatMap((file) =>
    [...referencesOf(file.tree)].filter(isEventName).map((node) => ({ file, node })),
  );
  return [
    ...twinsByCase(eventNames),
    ...files.flatMap((file) =>
      [...suspiciousNames(file), ...bidirectionalControls(file)].map((finding) =>
        diagnosticAt(file, finding),
      ),
    ),
  ];
}

function isEventName(reference: Reference): reference is EventName {
  return reference.kind === "event-name";
}

interface NameInFile {
  readonly file: ParsedFile;
  readonly node: EventName;
}

/** One warning for each spelling after the first. */
function twinsByCase(names: readonly NameInFile[]): readonly Diagnostic[] {
  const spellings = new Map<string, Map<string, NameInFile>>();
  for (const name of names) {
    const folded = name.node.name.normalize("NFC").toLowerCase();
    const known = spellings.get(folded) ?? new Map<string, NameInFile>();
    spellings.set(folded, known);
    if (!known.has(name.node.name)) known.set(name.node.name, name);
  }
  return [...spellings.values()].flatMap((known) => {
    const [first, ...others] = known.values();
    if (!first) return [];
    const firstAt = locationOf(first.file, first.node.span);
    return others.flatMap(({ file, node }) => {
      // Spellings that fold together without differing by case differ by normalisation, which is reported as such.
      if (node.name.normalize("NFC") === first.node.name.normalize("NFC")) return [];
      const where = file === first.file ? "" : `${first.file.file} `;
      const message = `${quoted(node.name)} and ${quoted(first.node.name)} (${where}line ${firstAt.start.line}) differ only by case`;
      return [diagnosticAt(file, { code: "CF3004", span: node.span, message, related: [firstAt] })];
    });
  });
}

/** Scripts whose letters look alike. In one word they are a mistake or a trick. */
const LOOKALIKE_SCRIPTS: readonly RegExp[] = [
  ...[/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u],
  ...[/\p{Script=Armenian}/u, /\p{Script=Coptic}/u, /\p{Script=Cherokee}/u],
];

/** One warning for each name, where it is first written. */
function suspiciousNames({ tree }: ParsedFile): readonly Finding[] {
  const seen = new Set<string>();
  return [...referencesOf(tree)].flatMap(({ name, span }) => {
    if (seen.has(name)) return [];
    seen.add(name);
    const problem = problemOf(name);
    return problem === null ? [] : [{ code: "CF3005" as const, span, message: `${quoted(name)} ${problem}` }];
  });
}

function problemOf(name: string): string | null {
  if (/^[\u0020-\u007E]*$/.test(name)) return null;
  if (name !== name.normalize("NFC"))
    return "is not in Unicode's normal form NFC, so it can differ from a name that looks the same";
  if (LOOKALIKE_SCRIPTS.filter((script) => script.test(name)).length > 1)
    return "mixes scripts whose letters look alike";
  if (/\p{Default_Ignorable_Code_Point}/u.test(name) && !/\p{Bidi_Control}/u.test(name))
    return "has invisible characters";
  return null;
}

/** They can show a line in another order than it is read; in comments too. One warning for each run of them. */
function bidirectionalControls({ text }: ParsedFile): readonly Finding[] {
  return [...text.matchAll(/\p{Bidi_Control}+/gu)].map(({ index, 0: controls }) => {
    const span: Span = { start: index, end: index + controls.length };
    return {
      code: "CF3005",
      span,
      message: "bidirectional controls can show this line in another order than it is read",
    };
  });
}
