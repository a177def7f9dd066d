/** A file's statements by kind, and the `stream` block that each stands in. */

import type { Statement, Events, FileTree, Group, Import, Rule, Stream } from "../syntax/tree.ts";

/** A `stream` block. */
export interface Block {
  readonly node: Stream;
  /** Null where it is not known which one was meant, or where the block ends. */
  readonly category: string | null;
}

/** A statement, and where it stands: null outside every block. */
export interface Placed<Node> {
  readonly node: Node;
  readonly block: Block | null;
}

/** The statements of a file, each kind in order. */
export interface Outline {
  readonly imports: readonly (Placed<Import> & {
    /** Whether nothing but imports stands before it. */
    readonly isAtTop: boolean;
  })[];
  readonly groups: readonly Placed<Group>[];
  readonly events: readonly Placed<Events>[];
  readonly rules: readonly Placed<Rule>[];
  readonly blocks: readonly Block[];
}

/** @param unclosed - Blocks that only end because the file does, or another block begins. */
export function outlineOf({ statements }: FileTree, unclosed: ReadonlySet<Stream>): Outline {
  const outline = {
    imports: [] as Outline["imports"][number][],
    groups: [] as Placed<Group>[],
    events: [] as Placed<Events>[],
    rules: [] as Placed<Rule>[],
    blocks: [] as Block[],
  };
  let isAtTop = true;
  const add = (node: Statement, block: Block | null): void => {
    if (node.kind !== "import" && node.kind !== "broken") isAtTop = false;
    switch (node.kind) {
      case "import":
        outline.imports.push({ node, block, isAtTop });
        return;
      case "group":
        outline.groups.push({ node, block });
        return;
      case "events":
        outline.events.push({ node, block });
        return;
      case "rule":
        outline.rules.push({ node, block });
        return;
      case "stream": {
        const category = unclosed.has(node) ? null : (node.category?.name ?? null);
        const inner: Block = { node, category };
        outline.blocks.push(inner);
        for (const statement of node.statements) add(statement, inner);
        return;
      }
      case "broken":
        return;
    }
  };
  for (const statement of statements) add(statement, null);
  return outline;
}
