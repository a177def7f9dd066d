/** The names of a project: where each is first written, and how often. */

import type { Block } from "./outline.ts";
import type { ProjectFile } from "./project.ts";
import type { EventName, GroupName, Reference } from "../syntax/tree.ts";
import { forEachReference } from "../syntax/walk.ts";

/** A name, and where it is first written. */
export interface NameUse {
  file: ProjectFile;
  block: Block | null;
  node: EventName | GroupName;
  /** How often it is used; that it is declared does not count. */
  count: number;
}

/** By name, each kind for itself: an event and a group may be called the same. */
export interface NameUses {
  readonly events: ReadonlyMap<string, NameUse>;
  readonly groups: ReadonlyMap<string, NameUse>;
  readonly categories: ReadonlyMap<string, NameUse>;
}

/** Goes through all files. */
export function collectNames(files: readonly ProjectFile[]): NameUses {
  const [events, groups, categories] = [new Map(), new Map(), new Map()] as [Uses, Uses, Uses];
  for (const file of files) {
    for (const { node } of file.blocks) if (node.category) add(categories, file, null, node.category, 1);
    for (const { node, block } of file.groups) add(groups, file, block, node.name, 1);
    for (const statements of [file.rules, file.groups, file.events]) {
      for (const { node, block } of statements) {
        const by = node.kind === "events" ? 0 : 1;
        forEachReference(node, (reference: Reference) => {
          add(reference.kind === "group-name" ? groups : events, file, block, reference, by);
        });
      }
    }
  }
  return { events, groups, categories };
}

type Uses = Map<string, NameUse>;

function add(
  uses: Uses,
  file: ProjectFile,
  block: Block | null,
  node: EventName | GroupName,
  by: number,
): void {
  const use = uses.get(node.name);
  if (!use) {
    uses.set(node.name, { file, block, node, count: by });
    return;
  }
  use.count += by;
  if (use.file === file && node.span.start < use.node.span.start) {
    use.node = node;
    use.block = block;
  }
}
