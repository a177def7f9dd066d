/** Names and comments that can deceive their readers: twins by case, and Unicode that does not show what it is. */

import { locationOf, quoted, whereSeenFrom, type Finding } from "./diagnostics.ts";
import type { Context } from "./context.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { EventName, GroupName } from "./tree.ts";
import { listsOf } from "./walk.ts";

/** Reports every name that deserves a second look, and bidirectional controls wherever they stand. */
export function findSuspiciousText({ files, declared, report }: Context): void {
  const spellings: readonly Spellings[] = Array.from({ length: 3 }, () => new Map());
  for (const file of files) {
    const isUnknown = ({ kind, name }: NamedNode): boolean =>
      kind === "event-name" && declared.areKnownAt({ file, block: null }) && !declared.isDeclared(name);
    for (const [index, names] of firstNamesIn(file).entries()) {
      for (const node of names) {
        const { name, span } = node;
        const problem = problemOf(name);
        if (problem !== null) report(file, { code: "CF3005", span, message: `${quoted(name)} ${problem}` });
        // One that is not declared where it should be is reported as such.
        const known = spellings[index];
        if (known && !(index === 0 && isUnknown(node))) twinsByCase({ file, node }, known, report);
      }
    }
    for (const finding of bidirectionalControls(file)) report(file, finding);
  }
}

type NamedNode = EventName | GroupName;

/** Where each event, group and category is first named: an event and a group may be called the same. */
function firstNamesIn(file: ProjectFile): readonly (readonly NamedNode[])[] {
  const [events, groups, categories] = [
    new Map<string, NamedNode>(),
    new Map<string, NamedNode>(),
    new Map<string, NamedNode>(),
  ];
  const add = (names: Map<string, NamedNode>, node: NamedNode): void => {
    const known = names.get(node.name);
    if (!known || node.span.start < known.span.start) names.set(node.name, node);
  };
  for (const { node } of file.groups) add(groups, node.name);
  for (const { node } of file.blocks) if (node.category) add(categories, node.category);
  for (const statements of [file.rules, file.groups, file.events]) {
    for (const { node } of statements) {
      for (const list of listsOf(node)) {
        for (const reference of list) add(reference.kind === "group-name" ? groups : events, reference);
      }
    }
  }
  return [events, groups, categories].map((names) =>
    [...names.values()].toSorted((left, right) => left.span.start - right.span.start),
  );
}

interface NameInFile {
  readonly file: ProjectFile;
  readonly node: NamedNode;
}

/** The names that fold together, each where it is first written. */
type Spellings = Map<string, Map<string, NameInFile>>;

/** One warning for each spelling after the first. */
function twinsByCase({ file, node }: NameInFile, spellings: Spellings, report: Report): void {
  const { name, span } = node;
  const folded = name.normalize("NFC").toLowerCase();
  const known = spellings.get(folded);
  if (!known) {
    spellings.set(folded, new Map([[name, { file, node }]]));
    return;
  }
  const [first] = known.values();
  if (!first || known.has(name)) return;
  known.set(name, { file, node });
  // Spellings that fold together without differing by case differ by normalisation, which is reported as such.
  if (name.normalize("NFC") === first.node.name.normalize("NFC")) return;
  const firstAt = locationOf(first.file, first.node.span);
  const [one, other] = [node, first.node].map((twin) =>
    quoted(twin.kind === "group-name" ? `@${twin.name}` : twin.name),
  );
  const message = `${one} and ${other} (${whereSeenFrom(file, firstAt)}) differ only by case`;
  report(file, { code: "CF3004", span, message, related: [firstAt] });
}

/** Scripts whose letters look alike. In one word they are a mistake or a trick. */
const LOOKALIKE_SCRIPTS: readonly RegExp[] = [
  ...[/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u],
  ...[/\p{Script=Armenian}/u, /\p{Script=Coptic}/u, /\p{Script=Cherokee}/u],
];

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
