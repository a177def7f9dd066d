/** Names and comments that can deceive their readers: twins by case, and Unicode that does not show what it is. */

import { locationOf, quoted, whereSeenFrom, type Finding } from "./diagnostics.ts";
import type { Context } from "./context.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { EventName, GroupName } from "./tree.ts";
import { listsOf } from "./walk.ts";

/** Reports every name that deserves a second look, and bidirectional controls wherever they stand. */
export function findSuspiciousText({ files, declared, report }: Context): void {
  const spellings: Record<keyof NamesByKind, Spellings> = {
    events: new Map(),
    groups: new Map(),
    categories: new Map(),
  };
  for (const file of files) {
    const names = namesIn(file);
    const seen = new Set<string>();
    for (const kind of ["events", "groups", "categories"] as const) {
      for (const node of names[kind]) {
        // One warning for each name, where it is first written.
        const key = `${kind} ${node.name}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const problem = problemOf(node.name);
        if (problem !== null)
          report(file, { code: "CF3005", span: node.span, message: `${quoted(node.name)} ${problem}` });
        // One that is not declared where it should be is reported as such.
        const isUnknown =
          kind === "events" && declared.areKnownAt({ file, block: null }) && !declared.isDeclared(node.name);
        if (!isUnknown) twinsByCase({ file, node }, spellings[kind], report);
      }
    }
    for (const finding of bidirectionalControls(file)) report(file, finding);
  }
}

/** Names by what they are names of: an event and a group may be called the same. */
interface NamesByKind {
  readonly events: readonly EventName[];
  readonly groups: readonly GroupName[];
  readonly categories: readonly EventName[];
}

function namesIn(file: ProjectFile): NamesByKind {
  const events: EventName[] = [];
  const groups: GroupName[] = file.groups.map(({ node }) => node.name);
  for (const statements of [file.rules, file.groups, file.events]) {
    for (const { node } of statements) {
      for (const list of listsOf(node)) {
        for (const reference of list) {
          if (reference.kind === "group-name") groups.push(reference);
          else events.push(reference);
        }
      }
    }
  }
  const inOrder = <Node extends EventName | GroupName>(names: Node[]): readonly Node[] =>
    names.toSorted((left, right) => left.span.start - right.span.start);
  const categories = file.blocks.flatMap(({ node }) => node.category ?? []);
  return { events: inOrder(events), groups: inOrder(groups), categories };
}

interface NameInFile {
  readonly file: ProjectFile;
  readonly node: EventName | GroupName;
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
