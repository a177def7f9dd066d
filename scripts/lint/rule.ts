/** The types of a lint rule, as far as the rules here need them. oxlint does not export any. */

interface Node {
  readonly type: string;
}

interface Literal extends Node {
  readonly value?: unknown;
}

/** An import or a re-export; `source` is null in `export { x };`. */
interface ModuleReference extends Node {
  readonly source: Literal | null;
}

interface Context {
  readonly physicalFilename: string;
  report(problem: { node: Node; message: string }): void;
}

export interface Rule {
  create(context: Context): Readonly<Record<string, (node: ModuleReference) => void>>;
}
