/** A file's statements by kind, each with the `stream` block that it is in. */

import type { Statement, Events, FileTree, Group, Import, Rule, Stream } from "../syntax/tree.ts";

/** A `stream` block. */
export interface Block {
  readonly node: Stream;
  /** Null if the category or the end of the block is unknown, because a line is broken. */
  readonly category: string | null;
}

/** A statement and the block that it is in. */
export interface Placed<Node> {
  readonly node: Node;
  /** Null outside every block. */
  readonly block: Block | null;
}

/** The statements of a file; each kind in the order of the text. */
export interface StatementsByKind {
  readonly imports: readonly (Placed<Import> & {
    /** Whether it comes before every statement that is not an import. */
    readonly isAtTop: boolean;
  })[];
  readonly groups: readonly Placed<Group>[];
  readonly events: readonly Placed<Events>[];
  readonly rules: readonly Placed<Rule>[];
  readonly blocks: readonly Block[];
}

/** @param unclosed - The blocks whose end is unknown. */
export function statementsByKind({ statements }: FileTree, unclosed: ReadonlySet<Stream>): StatementsByKind {
  const found = {
    imports: [] as StatementsByKind["imports"][number][],
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
        found.imports.push({ node, block, isAtTop });
        return;
      case "group":
        found.groups.push({ node, block });
        return;
      case "events":
        found.events.push({ node, block });
        return;
      case "rule":
        found.rules.push({ node, block });
        return;
      case "stream": {
        const category = unclosed.has(node) ? null : (node.category?.name ?? null);
        const inner: Block = { node, category };
        found.blocks.push(inner);
        for (const statement of node.statements) add(statement, inner);
        return;
      }
      case "broken":
        return;
    }
  };
  for (const statement of statements) add(statement, null);
  return found;
}
