/** The groups of a project, and the places at which each is visible. */

import { locationOf, quoted, whereSeenFrom, type Finding } from "../diagnostics/diagnostics.ts";
import type { Block, Placed } from "./statements-by-kind.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { Group } from "../syntax/tree.ts";

/** A place in a project, which decides what a name refers to. */
export interface Place {
  readonly file: ProjectFile;
  readonly block: Block | null;
}

export interface GroupDefinition extends Placed<Group>, Place {}

export interface Groups {
  /** In the order of files and text. */
  readonly definitions: readonly GroupDefinition[];
  /**
   * The groups with a name that are visible at a place: the one in the block, or else the one in the file, or else those in
   * the imported files. Only imports can define several.
   */
  readonly visible: (place: Place, name: string) => readonly GroupDefinition[];
  /** A group with a name anywhere in the project, even if it is not visible. */
  readonly elsewhere: (name: string) => GroupDefinition | undefined;
  /** The names of all groups. */
  readonly names: readonly string[];
}

/** Finds the groups of all files, and reports names that are defined twice. The first definition counts. */
export function createGroups(files: readonly ProjectFile[], report: Report): Groups {
  const definitions: GroupDefinition[] = [];
  const byPlace = new Map<ProjectFile | Block, Map<string, GroupDefinition>>();
  const inBlocks = new Map<string, GroupDefinition>();
  const inFiles = new Map<string, GroupDefinition[]>();
  const imported = (by: ProjectFile, name: string): readonly GroupDefinition[] =>
    (inFiles.get(name) ?? []).filter(({ file }) => file !== by && by.importedFiles.has(file));
  const visible = ({ file, block }: Place, name: string): readonly GroupDefinition[] => {
    const own = (block && byPlace.get(block)?.get(name)) ?? byPlace.get(file)?.get(name);
    return own ? [own] : imported(file, name);
  };

  for (const file of files) {
    for (const { node, block } of file.groups) {
      const { name } = node.name;
      const here = byPlace.get(block ?? file) ?? new Map<string, GroupDefinition>();
      byPlace.set(block ?? file, here);
      const known = here.get(name);
      if (known) {
        report(file, definedTwice(file, node, known));
        continue;
      }
      const definition = { file, block, node };
      here.set(name, definition);
      definitions.push(definition);
      if (block) inBlocks.set(name, definition);
      else inFiles.set(name, [...(inFiles.get(name) ?? []), definition]);
    }
  }
  // A group must not hide one of the same name, because a reader could not see which one is meant.
  for (const { file, block, node } of definitions) {
    const { name } = node.name;
    const [hidden] = block ? visible({ file, block: null }, name) : imported(file, name);
    if (hidden) report(file, definedTwice(file, node, hidden));
  }
  return {
    definitions,
    visible,
    elsewhere: (name) => inFiles.get(name)?.[0] ?? inBlocks.get(name),
    names: [...new Set(definitions.map(({ node }) => node.name.name))],
  };
}

function definedTwice(file: ProjectFile, node: Group, other: GroupDefinition): Finding {
  const otherAt = locationOf(other.file, other.node.span);
  return {
    code: "CF2003",
    span: node.name.span,
    message: `group ${quoted(`@${node.name.name}`)} is already defined (${whereSeenFrom(file, otherAt)})`,
    suggestion: "rename one of them",
    related: [otherAt],
  };
}
