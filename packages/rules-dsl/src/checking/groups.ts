/** Groups: where each is defined, and what can be seen from where. */

import { locationOf, quoted, whereSeenFrom, type Finding } from "../diagnostics/diagnostics.ts";
import type { Block, Placed } from "./outline.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { Group } from "../syntax/tree.ts";

/** Where a name stands, which decides what it can refer to. */
export interface Place {
  readonly file: ProjectFile;
  readonly block: Block | null;
}

/** A group, and where it is defined. */
export interface GroupDefinition extends Placed<Group>, Place {}

/** The groups of all files. */
export interface Groups {
  /** By file and place. */
  readonly definitions: readonly GroupDefinition[];
  /**
   * The groups of a name that can be seen from a place: that of the block, else that of the file, else those of the files
   * that it imports, of which there can be several.
   */
  readonly visible: (place: Place, name: string) => readonly GroupDefinition[];
  /** A group of a name that can perhaps not be seen where it is used. */
  readonly elsewhere: (name: string) => GroupDefinition | undefined;
  /** The names of all groups, wherever they can be seen. */
  readonly names: readonly string[];
}

/** Finds the groups of all files, and reports names that are given twice. Of two in one place the first counts. */
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
  // A name in a block or file must not hide what could be seen there without it: nobody could tell which one is meant.
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
    message: `group ${quoted(`@${node.name.name}`)} is defined already (${whereSeenFrom(file, otherAt)})`,
    suggestion: "give one of the two another name",
    related: [otherAt],
  };
}
