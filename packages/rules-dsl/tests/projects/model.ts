/** Projects of the whole language, as data: what is written where. */

import type { Ref, RuleParts } from "../statements.ts";

/** Few names, so that rules meet; some of which need quotes, or look as though they did. */
export const NAMES = ["A", "B", "order.placed", "Größe", "Order-Placed", "on", "never"] as const;
export const CATEGORIES = ["client", "order", "注文"] as const;

/** A group and what it contains. */
export interface GroupModel {
  readonly name: string;
  readonly members: readonly Ref[];
}

/** What stands in a file outside its blocks, or in a block. */
export interface ScopeModel {
  /** Null outside. */
  readonly category: string | null;
  readonly groups: readonly GroupModel[];
  /** Null where nothing is declared. */
  readonly events: readonly Ref[] | null;
  readonly rules: readonly RuleParts[];
}

export interface FileModel {
  readonly file: string;
  readonly isImportOnly: boolean;
  /** As they are written. */
  readonly imports: readonly string[];
  /** First what stands outside blocks, then the blocks. */
  readonly scopes: readonly ScopeModel[];
}

export interface ProjectModel {
  readonly files: readonly FileModel[];
  /** The types that the tool is given. */
  readonly events: readonly string[];
}
