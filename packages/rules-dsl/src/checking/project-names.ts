/** Every place in a project that names an event or a group, and which group is meant. For editors. */

import type { SourceFile, Span } from "../source/source-text.ts";
import type { Events, Group, Reference, Rule } from "../syntax/tree.ts";
import { forEachReference } from "../syntax/walk.ts";
import type { CheckOptions } from "./check-options.ts";
import { createGroups, type GroupDefinition } from "./groups.ts";
import { loadProject, type ProjectFile } from "./project.ts";
import type { Placed } from "./statements-by-kind.ts";

/** A place that names an event type or a group. */
export interface NamePlace {
  /** The file. */
  readonly file: string;
  /** The name as it is written, with its quotes or its `@`. */
  readonly span: Span;
  /** What is named. An event and a group can have the same name. */
  readonly kind: "event" | "group";
  /** The name without quotes and without `@`. */
  readonly name: string;
  /**
   * What it does there: a `group` statement defines a group, an `events` statement declares an event, a rule has the incoming
   * types before its verb and the committed types after it. `member` is a name in the list of a group, `exception` one after
   * `except`.
   */
  readonly role: "definition" | "declaration" | "incoming" | "committed" | "exception" | "member";
  /** The category of the `stream` block around it; null outside every block. */
  readonly category: string | null;
  /** The group that is meant, by the place of its definition; null for events, and for groups that are not visible here. */
  readonly group: { readonly file: string; readonly span: Span } | null;
  /** The statement around it. */
  readonly statement: Rule | Group | Events;
}

/**
 * Finds every place in a project that names an event or a group, file by file and in the order of the statements. Broken lines
 * have no names.
 *
 * @param files - As for `check`.
 *
 * @example
 * ```ts
 * const names = namePlaces([{ file: "crm.conflicts", text }]);
 * const uses = names.filter(({ kind, name }) => kind === "event" && name === "NotePinned");
 * ```
 */
export function namePlaces(files: readonly SourceFile[], options: CheckOptions = {}): readonly NamePlace[] {
  const projectFiles = loadProject(files, options, () => {});
  const groups = createGroups(projectFiles, () => {});
  return projectFiles.flatMap((file) =>
    [...file.groups, ...file.events, ...file.rules].flatMap((placed) =>
      placesIn(file, placed, (name) => groups.visible({ file, block: placed.block }, name)[0]),
    ),
  );
}

function placesIn(
  { file }: ProjectFile,
  { node, block }: Placed<Rule | Group | Events>,
  groupOf: (name: string) => GroupDefinition | undefined,
): readonly NamePlace[] {
  const places: NamePlace[] = [];
  const add = ({ kind, name, span }: Reference, role: NamePlace["role"]): void => {
    const definition = kind === "group-name" ? groupOf(name) : undefined;
    places.push({
      ...{ file, span, name, role },
      kind: kind === "group-name" ? "group" : "event",
      category: block?.category ?? null,
      group: definition ? { file: definition.file.file, span: definition.node.name.span } : null,
      statement: node,
    });
  };
  if (node.kind === "group") add(node.name, "definition");
  forEachReference(node, (reference) => add(reference, roleOf(node, reference)));
  return places;
}

function roleOf(statement: Rule | Group | Events, reference: Reference): NamePlace["role"] {
  if (statement.kind === "group") return "member";
  if (statement.kind === "events") return "declaration";
  const { subject, targets } = statement;
  if (reference === subject) return "incoming";
  const isException =
    (subject.kind === "anything" && subject.except.includes(reference)) ||
    (targets.kind === "anything" && targets.except.includes(reference));
  return isException ? "exception" : "committed";
}
