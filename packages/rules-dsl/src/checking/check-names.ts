/** Checks of one statement's names: each is well formed and refers to something, and no list repeats one. */

import { asWritten } from "@truce/core/rules";
import type { Context } from "./context.ts";
import { locationOf, quoted, whereSeenFrom } from "../diagnostics/diagnostics.ts";
import type { Place } from "./groups.ts";
import { replacementForUniversalWord } from "../syntax/universal-words.ts";
import { nameFinding } from "../syntax/names.ts";
import type { Placed } from "./statements-by-kind.ts";
import type { ProjectFile } from "./project.ts";
import type { EventName, Events, Group, GroupName, Reference, Rule } from "../syntax/tree.ts";
import { forEachList, forEachReference } from "../syntax/walk.ts";

/** Reports a `stream` block whose category no stream can have. */
export function checkCategory(file: ProjectFile, { name, span }: EventName, { report }: Context): void {
  const finding = nameFinding(file.text.slice(span.start, span.end), span);
  if (finding) report(file, finding);
  else if (name.includes("-")) {
    const message = `no stream has the category ${quoted(name)}: a category ends before the first '-'`;
    report(file, { code: "CF2014", span, message });
  }
}

/** Reports names of a statement that are malformed, unknown, or repeated in a list. */
export function checkNames(
  file: ProjectFile,
  { node, block }: Placed<Rule | Group | Events>,
  context: Context,
): void {
  const place = { file, block };
  const areKnown = node.kind !== "events" && context.declared.areKnownAt(place);
  if (node.kind === "group") isWellFormed(file, node.name, context);
  forEachList(node, (list) => checkRepetitions(file, node, list, context));
  forEachReference(node, (reference) => {
    if (!isWellFormed(file, reference, context)) return;
    if (reference.kind === "group-name") checkGroup(place, reference, context);
    else if (areKnown) checkEvent(place, reference, context);
  });
}

/** A bare name up to this length is always well formed: the lexer accepts no other, and it is below every limit. */
const SURELY_SHORT = 128;

/** Whether a name is well formed. If not, reports why. */
function isWellFormed(file: ProjectFile, reference: Reference, { report }: Context): boolean {
  const { span } = reference;
  const isBare = reference.kind === "group-name" || !reference.isQuoted;
  if (isBare && span.end - span.start <= SURELY_SHORT) return true;
  const start = reference.kind === "group-name" ? span.start + 1 : span.start;
  const finding = nameFinding(file.text.slice(start, span.end), span);
  if (finding) report(file, finding);
  return finding === null;
}

const LIST_OWNERS = { rule: "rule", group: "group", events: "list" } as const;

function checkRepetitions(
  file: ProjectFile,
  node: Rule | Group | Events,
  list: readonly Reference[],
  { report }: Context,
): void {
  if (list.length < 2) return;
  /** The message for each name; null if it occurred only once so far. */
  const seen = new Map<string, string | null>();
  for (const reference of list) {
    const name = reference.kind === "group-name" ? `@${reference.name}` : reference.name;
    const key = reference.kind === "group-name" ? name : `"${name}`;
    const said = seen.get(key);
    if (said === undefined) {
      seen.set(key, null);
      continue;
    }
    const message = said ?? `${quoted(name)} is repeated in this ${LIST_OWNERS[node.kind]}`;
    seen.set(key, message);
    report(file, { code: "CF3001", span: reference.span, message });
  }
}

function checkEvent(place: Place, { name, span }: EventName, { declared, suggest, report }: Context): void {
  if (declared.isDeclaredAt(place, name)) return;
  const meant = suggest(name, declared.names, (candidate) => declared.isDeclaredAt(place, candidate));
  const message = `unknown event ${quoted(name)}`;
  const instead = replacementForUniversalWord(name);
  if (meant === undefined && instead !== undefined) {
    report(place.file, { code: "CF2001", span, message: `${message}; did you mean '${instead}'?` });
    return;
  }
  report(
    place.file,
    meant === undefined
      ? { code: "CF2001", span, message, suggestion: "declare it with 'events', or correct the name" }
      : {
          code: "CF2001",
          span,
          message: `${message}; did you mean ${quoted(meant)}?`,
          fix: { span, newText: asWritten(meant) },
        },
  );
}

function checkGroup(place: Place, { name, span }: GroupName, context: Context): void {
  const { groups, report } = context;
  const { file } = place;
  const found = groups.visible(place, name);
  if (found.length === 0) {
    const { anyGroup, groups: maybe } = file.visibleUnknown;
    if (!anyGroup && !maybe.has(name)) reportUnknownGroup(place, { name, span }, context);
    return;
  }
  const [one, other] = found;
  if (!one || !other) return;
  const [first, second] = [locationOf(one.file, one.node.span), locationOf(other.file, other.node.span)];
  report(file, {
    code: "CF2003",
    span,
    message: `group ${quoted(`@${name}`)} is defined twice (${whereSeenFrom(file, first)}, ${whereSeenFrom(file, second)})`,
    suggestion: "rename one of them, or import only one of the files",
    related: [first, second],
  });
}

function reportUnknownGroup(
  place: Place,
  { name, span }: Pick<GroupName, "name" | "span">,
  { groups, suggest, report }: Context,
): void {
  const message = `unknown group ${quoted(`@${name}`)}`;
  const elsewhere = groups.elsewhere(name);
  if (elsewhere) {
    const where = locationOf(elsewhere.file, elsewhere.node.span);
    const suggestion = elsewhere.block
      ? `the one on ${whereSeenFrom(place.file, where)} can be used only inside its stream block`
      : `it is defined in ${quoted(where.file)}, which this file does not import`;
    report(place.file, { code: "CF2002", span, message, suggestion, related: [where] });
    return;
  }
  const meant = suggest(name, groups.names, (candidate) => groups.visible(place, candidate).length > 0);
  report(
    place.file,
    meant === undefined
      ? { code: "CF2002", span, message, suggestion: "define it with 'group', or correct the name" }
      : {
          code: "CF2002",
          span,
          message: `${message}; did you mean ${quoted(`@${meant}`)}?`,
          fix: { span, newText: `@${meant}` },
        },
  );
}
