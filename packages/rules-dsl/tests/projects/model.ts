/** Projects of the whole language as data: statements and their places. */

import type { Ref, RuleParts } from "../statements.ts";

/** Few names, so that rules often match. Some need quotes, or look as if they did. */
export const NAMES = ["A", "B", "order.placed", "Größe", "Order-Placed", "on", "never"] as const;
export const CATEGORIES = ["client", "order", "注文"] as const;

/** A group and what it contains. */
export interface GroupModel {
  readonly name: string;
  readonly members: readonly Ref[];
}

/** The statements of a file outside its blocks, or those of a block. */
export interface ScopeModel {
  /** Null outside of blocks. */
  readonly category: string | null;
  readonly groups: readonly GroupModel[];
  /** Null if nothing is declared. */
  readonly events: readonly Ref[] | null;
  readonly rules: readonly RuleParts[];
}

export interface FileModel {
  readonly file: string;
  readonly isImportOnly: boolean;
  /** As they are written. */
  readonly imports: readonly string[];
  /** First the statements outside of blocks, then the blocks. */
  readonly scopes: readonly ScopeModel[];
}

export interface ProjectModel {
  readonly files: readonly FileModel[];
  /** The types that are passed to the tool. */
  readonly events: readonly string[];
}
