/** The names of a project: the first use of each, and how often it is used. */

import type { Block, Placed } from "./statements-by-kind.ts";
import type { ProjectFile } from "./project.ts";
import type { Span } from "../source/source-text.ts";
import type { EventName, Events, Field, Group, GroupName, Rule } from "../syntax/tree.ts";
import { fieldsOfRule, forEachReference } from "../syntax/walk.ts";

interface WrittenName {
  readonly kind: EventName["kind"] | GroupName["kind"] | Field["kind"];
  readonly name: string;
  readonly span: Span;
}

/** The first use of a name. */
export interface NameUse {
  file: ProjectFile;
  block: Block | null;
  node: WrittenName;
  /** How often the name is used in the project. Declarations of events do not count. */
  count: number;
}

/** Name uses by name. Each kind has its own map, because an event and a group may have the same name. */
export interface NameUses {
  readonly events: ReadonlyMap<string, NameUse>;
  readonly groups: ReadonlyMap<string, NameUse>;
  readonly categories: ReadonlyMap<string, NameUse>;
  /** The fields of payloads, by dotted path. */
  readonly fields: ReadonlyMap<string, NameUse>;
}

export interface OpenNameUses extends NameUses {
  readonly addCategory: (file: ProjectFile, category: EventName) => void;
  readonly addStatement: (file: ProjectFile, statement: Placed<Rule | Group | Events>) => void;
}

export function createNameUses(): OpenNameUses {
  const [events, groups, categories, fields]: readonly [Uses, Uses, Uses, Uses] = [
    new Map(),
    new Map(),
    new Map(),
    new Map(),
  ];
  return {
    ...{ events, groups, categories, fields },
    addCategory: (file, category) => add(categories, file, null, category, 1),
    addStatement(file, { node, block }) {
      if (node.kind === "group") add(groups, file, block, node.name, 1);
      if (node.kind === "rule") {
        for (const { span, path } of fieldsOfRule(node))
          add(fields, file, block, { kind: "field", name: path.join("."), span }, 1);
      }
      const by = node.kind === "events" ? 0 : 1;
      forEachReference(node, (reference) => {
        add(reference.kind === "group-name" ? groups : events, file, block, reference, by);
      });
    },
  };
}

type Uses = Map<string, NameUse>;

function add(uses: Uses, file: ProjectFile, block: Block | null, node: WrittenName, by: number): void {
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
